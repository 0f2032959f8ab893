package dev.touchstone.suites.network;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.OutsideWorld.Canary;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.NetworkRoutes;
import dev.touchstone.fixtures.facts.ReceivingSockets;
import dev.touchstone.fixtures.guest.AddressFamily;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.oracle.ProbeAnswer;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.NotApplicableException;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** That nothing gets out but through the proxies. Egress is counted where it arrives, at canaries that a control reaches. */
public class NoOtherWaySuite {
    private static final int MAX_RESOLVER_FILE = 64 * 1024;
    private static final String TABLES = "TCP, UDP, UDP-Lite, raw, ICMP, SCTP, packet, netlink, UNIX";
    private static final String UNSHARE = "bwrap --unshare-net; docker --network none";

    @Verifies("NET-04")
    void thereIsNoInterfaceButLoopbackAndNoRoute(Facts facts, Check check) {
        Set<String> documented = new LinkedHashSet<>(check.texts("interfaces"));
        int mostRoutes = check.expected("routes").asInt();
        List<String> interfaces = facts.networkInterfaces();
        List<String> routes = facts.routes();
        check.expects("the interfaces " + documented + " and " + mostRoutes + " routes")
                .probe("/proc/net/dev, /proc/net/route and /proc/net/ipv6_route, read inside")
                .lookAt(UNSHARE)
                .observes("interfaces " + interfaces + ", routes " + routes);
        assertThat(interfaces)
                .withFailMessage("there are other interfaces than %s: %s", documented, interfaces)
                .isSubsetOf(documented);
        assertThat(routes).withFailMessage("there are routes: %s", routes).hasSizeLessThanOrEqualTo(mostRoutes);
    }

    @Verifies("NET-04")
    void theLoopbackInterfaceHasOnlyItsOwnRoutesAndAddresses(Facts facts, Check check) {
        untouched(facts::networkRoutes, check.probe("/proc/net/fib_trie, ipv6_route and if_inet6, read inside"));
    }

    /** The same from outside, where no sandbox can put another file over these. */
    @Verifies(value = "NET-04", by = WITNESSED)
    void theLoopbackInterfaceHasOnlyItsOwnRoutesAndAddressesSeenFromOutside(Sandbox sandbox, Check check) {
        Witness witness = sandbox.witness();
        untouched(
                () -> witness.facts().networkRoutes(witness.guestProcess()),
                check.probe("/proc/PID/net/fib_trie, ipv6_route and if_inet6 of the main process, read outside"));
    }

    /** A route over loopback leads to whoever listens inside in another's name, and a local one makes an address of others one's own. */
    private static void untouched(Supplier<NetworkRoutes> reading, Check check) {
        Set<String> documented = new LinkedHashSet<>(check.texts("interfaces"));
        check.expects("the routes and addresses that a loopback interface has by itself: 127.0.0.0/8 and ::1")
                .lookAt(UNSHARE + "; ip route, ip -6 route, ip rule and ip address, run in its namespace");
        if (!documented.equals(Set.of("lo")) || check.expected("routes").asInt() > 0) {
            throw new NotApplicableException("documented are further interfaces or routes: " + documented + ", "
                    + check.expected("routes").asInt());
        }
        NetworkRoutes routes = reading.get();
        List<String> additions = UntouchedLoopback.additions(routes);
        check.observes(routes.ipv4().size() + " entries of IPv4, "
                + routes.ipv6().size() + " of IPv6 and "
                + routes.ipv6Addresses().size() + " addresses of it; added: "
                + additions);
        assertThat(additions)
                .withFailMessage(
                        "there are routes or addresses that no loopback interface has by itself: %s", additions)
                .isEmpty();
    }

    @Verifies("NET-04")
    void nobodyListensBesideTheTwoProxies(Facts facts, Check check) {
        nobodyElse(
                facts::receivingSockets,
                check.probe("the tables of sockets in /proc/net (" + TABLES + "), read inside"));
    }

    /** The same from outside, where no sandbox can put another file over these. */
    @Verifies(value = "NET-04", by = WITNESSED)
    void nobodyListensBesideTheTwoProxiesSeenFromOutside(Sandbox sandbox, Check check) {
        Witness witness = sandbox.witness();
        nobodyElse(
                () -> witness.facts().receivingSockets(witness.guestProcess()),
                check.probe(
                        "the tables of sockets in /proc/PID/net (" + TABLES + ") of the main process, read outside"));
    }

    private static void nobodyElse(Supplier<ReceivingSockets> reading, Check check) {
        Set<Integer> ports = new TreeSet<>();
        check.expected("listeners").forEach(port -> ports.add(port.asInt()));
        ReceivingSockets sockets = Receivers.settled(reading);
        List<String> others = Receivers.others(sockets, ports);
        check.expects("no listener but those of the proxies on the ports " + ports
                        + ", and no socket of another kind that takes what is sent to it")
                .lookAt("further tunnels that the launch starts; who else of the host enters the namespace; " + UNSHARE)
                .observes(Receivers.describe(sockets));
        assertThat(others)
                .withFailMessage("somebody else listens where programs inside can connect or send: %s", others)
                .isEmpty();
    }

    @Verifies("NET-04")
    void noSocketNameOfTheHostIsVisible(Sandbox sandbox, Facts facts, Check check) {
        Set<String> outside = abstractNames(sandbox.witness().facts());
        Set<String> inside = abstractNames(facts);
        Set<String> shared = new TreeSet<>(inside);
        shared.retainAll(outside);
        Set<String> canaries = sandbox.outside().canaries().stream()
                .filter(canary -> canary.kind().equals("unix-abstract"))
                .map(Canary::path)
                .collect(Collectors.toSet());
        check.expects("no abstract UNIX socket name of the host, such as the canary's " + canaries)
                .probe("names that begin with @ in /proc/net/unix, read inside and outside")
                .lookAt(UNSHARE + ": abstract names belong to the network namespace")
                .observes(inside.size() + " names inside, " + outside.size() + " outside, in both: " + shared);
        assertThat(shared)
                .withFailMessage("abstract socket names of the host are visible inside: %s", shared)
                .isEmpty();
        if (!outside.containsAll(canaries) || canaries.isEmpty()) {
            throw new UndeterminedException("the canary's name is not visible outside either: " + canaries);
        }
    }

    private static Set<String> abstractNames(Facts facts) {
        return facts.unixSocketNames().stream()
                .filter(name -> name.startsWith("@"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** If this fails: what the sandbox sent has arrived at a server of the host, past every proxy. */
    @Verifies(value = "NET-04", by = BEHAVED)
    void noCanaryIsReachedPastTheProxies(Sandbox sandbox, Check check) {
        check.expects("every attempt fails, and nothing arrives at a canary that a control outside reaches")
                .probe(
                        "a token sent by TCP and UDP to this host's own addresses, v4 and v6, and to UNIX sockets by path, by"
                                + " abstract name and through a socket pair: inside, then outside as the control")
                .lookAt(UNSHARE + "; binds that hold sockets of the host; the filter on AF_UNIX");
        unreached(sandbox, sandbox.outside().canaries(), check);
    }

    @Verifies(value = "NET-04", by = BEHAVED)
    void noRouteLeadsAnywhere(Sandbox sandbox, Facts facts, Check check) {
        noRoute(sandbox, Routes.Kind.UDP, addresses(sandbox, facts, check), check);
    }

    @Verifies(value = "NET-04", by = BEHAVED)
    void noRouteLeadsAnywhereForIcmp(Sandbox sandbox, Facts facts, Check check) {
        noRoute(sandbox, Routes.Kind.ICMP, addresses(sandbox, facts, check), check);
    }

    @Verifies(value = "NET-04", by = BEHAVED)
    void noRouteLeadsAnywhereForRawSockets(Sandbox sandbox, Facts facts, Check check) {
        noRoute(sandbox, Routes.Kind.RAW, addresses(sandbox, facts, check), check);
    }

    /** The documented ones, this host's own, and those of the name servers that inside and outside are told of. */
    private static List<InetAddress> addresses(Sandbox sandbox, Facts facts, Check check) {
        Set<InetAddress> addresses = new LinkedHashSet<>(Routes.addresses(check.expected("unreachable")));
        if (sandbox.elsewhere().isPresent()) {
            addresses.addAll(nameServers(facts)); // this machine's own addresses are nothing to that one
            return List.copyOf(addresses);
        }
        sandbox.outside().canaries().stream()
                .filter(canary -> canary.kind().equals("udp"))
                .map(canary -> canary.address().getAddress())
                .filter(address -> !address.isLoopbackAddress())
                .forEach(addresses::add);
        addresses.addAll(nameServers(facts));
        addresses.addAll(nameServers(sandbox.witness().facts()));
        return List.copyOf(addresses);
    }

    private static List<InetAddress> nameServers(Facts facts) {
        try {
            byte[] file = facts.file("/etc/resolv.conf", MAX_RESOLVER_FILE);
            return Routes.nameServers(new String(file, StandardCharsets.ISO_8859_1));
        } catch (FactException e) {
            if (e.errno().isEmpty()) {
                throw e;
            }
            return List.of(); // nobody is told of any
        }
    }

    @Verifies(value = "NET-04", by = BEHAVED)
    void noFamilyOfSocketsLeadsPastTheNamespace(Sandbox sandbox, Check check) {
        Map<AddressFamily, ProbeAnswer> inside = SocketFamilies.ask(sandbox.guest());
        // For evidence alone: what can be made inside needs no control.
        boolean seen = sandbox.witness().absence().isEmpty();
        Map<AddressFamily, ProbeAnswer> outside =
                seen ? SocketFamilies.ask(sandbox.witness().unconfined()) : unasked(inside);
        EnumSet<AddressFamily> open = SocketFamilies.open(inside);
        check.expects("no socket of a family that a network namespace does not confine leads anywhere")
                .probe(
                        "socket() of every family and usual type, inside and unconfined; bind() for AF_VSOCK, which sends nothing")
                .lookAt(
                        "an allow list of families in the socket filter: AF_INET and AF_INET6 are all that the proxies need")
                .observes(summary(inside, outside, open))
                .attach("what socket() answers, inside and unconfined", evidence(inside, outside));
        List<String> ways = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (AddressFamily family : open) {
            if (family == AddressFamily.AF_VSOCK && !seen) {
                unclear.add(sandbox.witness().absence().orElseThrow());
            } else if (family == AddressFamily.AF_VSOCK) {
                OptionalLong id = VirtualSockets.localId(sandbox.witness().privileged());
                Map<String, Result> transports = VirtualSockets.transports(sandbox.guest(), id);
                VirtualSockets.reachable(transports).forEach(where -> ways.add("AF_VSOCK leads to " + where));
                unclear.addAll(VirtualSockets.unclear(transports));
            } else if (SocketFamilies.beyond(family) != null) {
                ways.add(family + " leads to " + SocketFamilies.beyond(family));
            }
        }
        assertThat(ways)
                .withFailMessage("sockets can be made that no network namespace confines: %s", String.join("; ", ways))
                .isEmpty();
        if (!unclear.isEmpty()) {
            throw new UndeterminedException("AF_VSOCK is open, and bind() says neither yes nor no: " + unclear);
        }
        List<String> lost = inside.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof ProbeAnswer.Lost)
                .map(entry -> entry.getKey() + ": " + entry.getValue().describe())
                .toList();
        if (!lost.isEmpty()) {
            throw new UndeterminedException("socket() was not answered: " + String.join(", ", lost));
        }
    }

    private static Map<AddressFamily, ProbeAnswer> unasked(Map<AddressFamily, ProbeAnswer> inside) {
        return inside.keySet().stream()
                .collect(Collectors.toMap(family -> family, family -> new ProbeAnswer.Lost("nobody was asked")));
    }

    /** "AF_INET, AF_INET6 can be made; 7 refused inside only, 37 unknown to this kernel". */
    private static String summary(
            Map<AddressFamily, ProbeAnswer> inside,
            Map<AddressFamily, ProbeAnswer> outside,
            EnumSet<AddressFamily> open) {
        Map<String, Integer> counts = new TreeMap<>();
        inside.forEach((family, answer) -> {
            if (!open.contains(family)) {
                counts.merge(refusal(answer, outside.get(family)), 1, Integer::sum);
            }
        });
        return open + " can be made; "
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String refusal(ProbeAnswer inside, ProbeAnswer outside) {
        if (outside instanceof ProbeAnswer.Succeeded) {
            return "refused inside only";
        }
        return inside.describe().equals(outside.describe())
                ? "answered as outside (" + inside.describe() + ")"
                : "refused inside (" + inside.describe() + ") and not known outside (" + outside.describe() + ")";
    }

    private static String evidence(Map<AddressFamily, ProbeAnswer> inside, Map<AddressFamily, ProbeAnswer> outside) {
        return inside.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().describe() + ", unconfined "
                        + outside.get(entry.getKey()).describe())
                .collect(Collectors.joining("\n"));
    }

    @Verifies(value = "NET-04", by = BEHAVED)
    void noInterfaceCanBeMade(Sandbox sandbox, Check check) {
        LinkRequest.Outcome inside = LinkRequest.ask(sandbox.guest());
        String probe = "RTM_NEWLINK with a body too short to make anything";
        check.expects("no netlink socket, or EPERM for a new interface")
                .probe(probe)
                .lookAt("CAP_NET_ADMIN in the sandbox's user namespace; AF_NETLINK in the socket filter")
                .observes(inside.text());
        assertThat(inside.open())
                .withFailMessage("network interfaces can be made: %s", inside.text())
                .isFalse();
        LinkRequest.Outcome control = LinkRequest.ask(sandbox.witness().privileged());
        check.probe(probe + "; with every capability it gets " + control.text());
        if (!inside.refused() || !control.open()) {
            throw new UndeterminedException(
                    "inside " + inside.text() + ", with every capability " + control.text() + ": proves nothing");
        }
    }

    @Verifies("NET-06")
    void theListOfExceptionsIsTheDocumentedOne(Facts facts, Check check) {
        List<String> documented = check.texts("noProxy");
        Map<String, String> environment = facts.environment(facts.self());
        List<String> deviations = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (String name : check.texts("variables")) {
            String value = environment.get(name);
            found.add(name + "=" + (value == null ? " is not set" : value));
            if (value == null) {
                deviations.add(name + " is not set");
            } else {
                Variables.listDeviations(documented, value)
                        .forEach(deviation -> deviations.add(name + " " + deviation));
            }
        }
        check.expects(String.join(",", documented))
                .probe("/proc/PID/environ of the main process, read inside")
                .lookAt("the environment that the launch gives to the main process")
                .observes(String.join(", ", found));
        assertThat(deviations)
                .withFailMessage(
                        "the exceptions from the proxies are not the documented ones: %s",
                        String.join("; ", deviations))
                .isEmpty();
    }

    /** If this fails: the list does not only tell programs to go past the proxies, there is a way past them. */
    @Verifies(value = "NET-06", by = BEHAVED)
    void aHostOnTheListIsNotReachedAllTheSame(Sandbox sandbox, Check check) {
        List<Canary> loopback = sandbox.outside().canaries().stream()
                .filter(canary -> canary.address() != null)
                .filter(canary -> canary.address().getAddress().isLoopbackAddress())
                .toList();
        check.expects("the host's localhost, which is on the list, is not reached: nothing arrives at a canary there")
                .probe(
                        "a token sent by TCP and UDP to canaries on the host's 127.0.0.1 and ::1: inside, then outside as the"
                                + " control")
                .lookAt(UNSHARE);
        unreached(sandbox, loopback, check);
    }

    @Verifies(value = "NET-06", by = BEHAVED)
    void noNetworkOnTheListHasARoute(Sandbox sandbox, Check check) {
        noRoute(sandbox, Routes.Kind.UDP, Routes.addresses(check.expected("unreachable")), check);
    }

    private static void unreached(Sandbox sandbox, List<Canary> canaries, Check check) {
        DirectAttempts.Outcome outcome = new DirectAttempts(sandbox).all(canaries);
        List<DirectAttempts.Tried> tried = outcome.tried();
        List<String> reached = tried.stream()
                .filter(DirectAttempts.Tried::reached)
                .map(DirectAttempts.Tried::describe)
                .toList();
        List<String> noControl =
                outcome.withoutControl().stream().map(DirectAttempt::describe).toList();
        long arrived = tried.stream().filter(each -> each.arrivals() > 0).count();
        check.observes(arrived + " of " + tried.size() + " attempts arrived, " + (tried.size() - noControl.size())
                        + " of their controls; "
                        + tried.stream()
                                .collect(Collectors.groupingBy(
                                        DirectAttempts.Tried::answer, TreeMap::new, Collectors.counting()))
                        + (outcome.untold() > 0 ? "; " + outcome.untold() + " arrived without a token" : ""))
                .attach(
                        "each attempt and its answer",
                        tried.stream().map(DirectAttempts.Tried::describe).collect(Collectors.joining("\n")));
        assertThat(reached)
                .withFailMessage("the host is reached past the proxies:\n%s", String.join("\n", reached))
                .isEmpty();
        assertThat(outcome.notOfControls())
                .withFailMessage("something without a token arrived at the canaries %d times", outcome.notOfControls())
                .isZero();
        if (!noControl.isEmpty() || tried.isEmpty()) {
            throw new UndeterminedException("no control arrived, so that this proves nothing, at: " + noControl);
        }
    }

    private static void noRoute(Sandbox sandbox, Routes.Kind kind, List<InetAddress> addresses, Check check) {
        Routes inside = Routes.ask(sandbox.guest(), kind, addresses);
        String probe = "connect() of sockets without a handshake, which looks for a route and sends nothing";
        check.expects("no route: " + check.expected("errnos"))
                .probe(probe)
                .lookAt(UNSHARE)
                .observes(inside.describe());
        List<String> reached = inside.reached();
        assertThat(reached)
                .withFailMessage("routes lead out of the sandbox: %s", reached)
                .isEmpty();
        Routes outside = Routes.ask(sandbox.witness().unconfined(), kind, addresses);
        check.probe(probe + "; outside: " + outside.describe());
        boolean unasked = kind == Routes.Kind.UDP && inside.withoutSockets();
        if (unasked || !inside.unknown(check.expected("errnos")).isEmpty()) {
            throw new UndeterminedException("answers that say neither yes nor no: " + inside.describe());
        }
    }
}
