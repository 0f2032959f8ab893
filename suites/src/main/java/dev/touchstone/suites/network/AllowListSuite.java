package dev.touchstone.suites.network;

import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.OutsideWorld.Canary;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.Verifies;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/**
 * What the proxies must not let through: what is not on the allow list, and the host itself, however either is asked for. The
 * proxies connect to nothing but the harness's canaries; what arrives there was let through.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the allowed host is asked for once, as the control of all
public class AllowListSuite {
    private static final String PROXIES = "the allow list of the proxies outside";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** 127.0.0.1 as inet_aton(3) and the WHATWG URL standard let it be written, and other addresses than that. */
    private static final List<String> ADDRESSES = List.of(
            "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "192.0.2.1");

    private PolicyProbe probe;

    @Verifies(value = "NET-05", by = BEHAVED)
    void anUnlistedHostIsRefusedByHttp(Sandbox sandbox, Check check) {
        String refused = sandbox.outside().refusedHost();
        Asking ask = probe(sandbox, check).asking();
        check.probe("GET and CONNECT of " + refused + ", made inside");
        probe.refusesAsDocumented(
                List.of(ask.get(refused), ask.connect(refused + ":443")),
                "the proxy lets through a host that is not on the allow list",
                check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void anUnlistedHostIsRefusedBySocks(Sandbox sandbox, Check check) {
        String refused = sandbox.outside().refusedHost();
        Asking ask = probe(sandbox, check).asking();
        check.probe("SOCKS5 CONNECT by name to " + refused + ", made inside");
        probe.refusesAsDocumented(
                List.of(ask.socks(refused, HTTPS)),
                "the SOCKS proxy lets through a host that is not on the allow list",
                check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void anotherSpellingOfItsNameDoesNotHelp(Sandbox sandbox, Check check) {
        String refused = sandbox.outside().refusedHost();
        String capitals = refused.toUpperCase(java.util.Locale.ROOT);
        Asking ask = probe(sandbox, check).asking();
        check.probe("an unlisted name with a trailing dot, and in capitals");
        probe.refuses(
                List.of(
                        ask.get(refused + "."),
                        ask.connect(capitals + ":443"),
                        ask.socks(refused + ".", HTTPS),
                        ask.socks(capitals, HTTPS)),
                "another spelling of an unlisted name gets through",
                check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void noSpellingOfAnAddressIsLetThroughByHttp(Sandbox sandbox, Check check) {
        Asking ask = probe(sandbox, check).asking();
        check.probe("GET and CONNECT of addresses: dotted, short, decimal, hexadecimal, octal, IPv6, mapped");
        probe.refuses(
                IntStream.range(0, ADDRESSES.size())
                        .mapToObj(i -> i % 2 == 0 ? ask.get(ADDRESSES.get(i)) : ask.connect(ADDRESSES.get(i) + ":443"))
                        .toList(),
                "addresses get through in place of a name",
                check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void noSpellingOfAnAddressIsLetThroughBySocks(Sandbox sandbox, Check check) throws UnknownHostException {
        Asking ask = probe(sandbox, check).asking();
        List<Attempt> attempts = new ArrayList<>();
        for (String address : ADDRESSES) {
            attempts.add(ask.socks(address.replaceAll("[\\[\\]]", ""), HTTPS));
        }
        attempts.add(ask.socks(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), HTTP));
        attempts.add(ask.socks(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), HTTPS));
        attempts.add(
                ask.socks(InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}), HTTP));
        check.probe("SOCKS5 CONNECT to addresses, written as names in several ways, and by the address types");
        probe.refuses(attempts, "addresses get through in place of a name", check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void userInformationDoesNotHideTheHost(Sandbox sandbox, Check check) {
        String allowed = sandbox.outside().allowedHost();
        String refused = sandbox.outside().refusedHost();
        Asking ask = probe(sandbox, check).asking();
        check.probe("an unlisted host behind a listed one and an @, as user information of a URL");
        probe.refuses(
                List.of(
                        ask.get(allowed + "@" + refused),
                        ask.line("GET", "http://" + refused + "\\@" + allowed + "/", refused),
                        ask.line("CONNECT", allowed + "@" + refused + ":443", refused),
                        ask.socks(allowed + "@" + refused, HTTPS)),
                "user information in front of the host is taken for the host",
                check);
    }

    /** If this fails: names are compared by how they begin or end, not label by label. */
    @Verifies(value = "NET-05", by = BEHAVED)
    void aNameThatResemblesAListedOneIsRefused(Sandbox sandbox, Check check) {
        Asking ask = probe(sandbox, check).asking();
        List<String> names = Lookalikes.of(
                sandbox.target().egress(),
                sandbox.outside().allowedHost(),
                sandbox.outside().refusedHost());
        check.probe("names that begin or end as a listed one does, or lie below or above it: " + names);
        probe.refuses(
                names.stream()
                        .flatMap(name -> Stream.of(ask.get(name), ask.socks(name, HTTPS)))
                        .toList(),
                "names that only resemble a listed one get through",
                check);
    }

    /** If this fails: the name is compared as one string and looked up as another, which ends at the NUL. */
    @Verifies(value = "NET-05", by = BEHAVED)
    void aControlCharacterInTheNameDoesNotHelp(Sandbox sandbox, Check check) {
        String allowed = sandbox.outside().allowedHost();
        String refused = sandbox.outside().refusedHost();
        Asking ask = probe(sandbox, check).asking();
        check.probe("an unlisted and a listed name with a NUL or another control character between them");
        probe.refuses(
                List.of(
                        ask.line("GET", "http://" + refused + "\0." + allowed + "/", refused),
                        ask.line("CONNECT", allowed + "\0." + refused + ":443", allowed + ":443"),
                        ask.line("CONNECT", refused + "%00." + allowed + ":443", refused),
                        ask.socks(refused + "\0." + allowed, HTTPS),
                        ask.socks(allowed + "\0." + refused, HTTPS),
                        ask.socks(refused + "\u0001" + allowed, HTTPS)),
                "a control character in the name gets an unlisted host through",
                check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void theHostHeaderDoesNotDecide(Sandbox sandbox, Check check) {
        String allowed = sandbox.outside().allowedHost();
        String refused = sandbox.outside().refusedHost();
        Asking ask = probe(sandbox, check).asking();
        check.probe("requests whose first line names an unlisted host and whose Host header names a listed one");
        probe.refuses(
                List.of(
                        ask.get(refused, allowed),
                        ask.connect(refused + ":443", allowed + ":443"),
                        ask.line("GET", "/", refused)),
                "the Host header decides in place of the request's target",
                check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void anotherPortOfAListedHostIsRefused(Sandbox sandbox, Check check) {
        String allowed = sandbox.outside().allowedHost();
        List<Integer> ports = Stream.of(22, 25, 8080)
                .filter(port -> !sandbox.target().egress().ports().contains(port))
                .limit(2)
                .toList();
        Asking ask = probe(sandbox, check).asking();
        check.probe("GET, CONNECT and SOCKS to a listed host on the ports " + ports)
                .lookAt(PROXIES + "; which ports it holds for");
        probe.refuses(
                ports.stream()
                        .flatMap(port -> Stream.of(
                                port % 2 == 0 ? ask.connect(allowed + ":" + port) : ask.get(allowed + ":" + port),
                                ask.socks(allowed, port)))
                        .toList(),
                "a listed host is reached on ports that are not granted",
                check);
    }

    @Verifies(value = "NET-05", by = BEHAVED)
    void socksServesNoOtherCommand(Sandbox sandbox, Check check) {
        Asking ask = probe(sandbox, check).asking();
        check.expects("SOCKS reply 0" + probe.refusal().commandReply() + " to BIND and UDP ASSOCIATE")
                .probe("SOCKS5 BIND for a listed host, and UDP ASSOCIATE")
                .lookAt("the commands that the SOCKS proxy serves: CONNECT is all that is needed");
        probe.refusesAsDocumented(
                List.of(ask.bind(sandbox.outside().allowedHost(), HTTPS), ask.udpAssociate()),
                "the SOCKS proxy serves commands that go past the allow list",
                check);
    }

    @Verifies(value = "NET-07", by = BEHAVED)
    void theHostIsNotReachedByHttp(Sandbox sandbox, Check check) {
        Asking ask = probe(sandbox, check).asking();
        Set<String> hosts = hosts(sandbox, check);
        List<Attempt> attempts = new ArrayList<>();
        hosts.forEach(host -> attempts.add(ask.get(host)));
        services(sandbox).forEach(service -> attempts.add(ask.connect(written(service) + ":" + service.getPort())));
        check.probe(
                "GET of " + hosts + ", and CONNECT to the ports that canaries listen on at this machine's addresses");
        probe.refuses(attempts, "the HTTP proxy reaches the host itself", check);
    }

    @Verifies(value = "NET-07", by = BEHAVED)
    void theHostIsNotReachedBySocks(Sandbox sandbox, Check check) {
        Asking ask = probe(sandbox, check).asking();
        Set<String> hosts = hosts(sandbox, check);
        List<Attempt> attempts = new ArrayList<>();
        hosts.forEach(host -> attempts.add(ask.socks(host.replaceAll("[\\[\\]]", ""), HTTP)));
        services(sandbox).forEach(service -> attempts.add(ask.socks(service.getAddress(), service.getPort())));
        check.probe("SOCKS5 CONNECT to " + hosts
                + ", and by address type to the ports that canaries listen on at this machine's addresses");
        probe.refuses(attempts, "the SOCKS proxy reaches the host itself", check);
    }

    /** As in a URL: the documented names and addresses, this machine's own addresses and its name; this host's, too, where the proxies are on another one. */
    private static Set<String> hosts(Sandbox sandbox, Check check) {
        Set<String> hosts = new LinkedHashSet<>();
        check.texts("hosts").forEach(host -> hosts.add(host.contains(":") ? "[" + host + "]" : host));
        services(sandbox).forEach(service -> hosts.add(written(service)));
        hosts.add(sandbox.witness().facts().systemName().node());
        return hosts;
    }

    private static List<InetSocketAddress> services(Sandbox sandbox) {
        return sandbox.outside().canariesBesideProxies().stream()
                .filter(canary -> canary.kind().equals("tcp"))
                .map(Canary::address)
                .toList();
    }

    private static String written(InetSocketAddress service) {
        String address = service.getAddress().getHostAddress().replaceFirst("%.*$", "");
        if (service.getAddress().isLoopbackAddress() && service.getAddress() instanceof Inet6Address) {
            return "[::1]";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private PolicyProbe probe(Sandbox sandbox, Check check) {
        Refusal refusal = Refusal.of(check);
        check.expects("refused: " + refusal.describe()
                        + "; a malformed request may be refused in other words. No arrival at a canary")
                .lookAt(PROXIES);
        if (probe == null) {
            probe = PolicyProbe.open(sandbox, ProxyPorts.of(check), refusal);
        }
        return probe;
    }
}
