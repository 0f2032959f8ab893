package dev.touchstone.suites.network;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.egress.client.Exchange;
import dev.touchstone.fixtures.egress.client.ProxyOutcome;
import dev.touchstone.fixtures.egress.client.Volley;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.FileFlags;
import dev.touchstone.fixtures.witness.MachineProcess;
import dev.touchstone.fixtures.witness.MachineProcessTree;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.Spares;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;

/** The tunnels from the two ports to the host. Late, for it damages a sandbox that is then only good for being broken. */
@Order(Integer.MAX_VALUE - 1)
public class TunnelsSuite {
    private static final Duration END = Duration.ofSeconds(10);
    /** A launch may have another tunnel ready for when the first ends, as newer releases of sandbox-runtime do. */
    private static final int ROUNDS = 4;

    private static final String HTTP_AND_SOCKS = "a GET by the HTTP proxy and a CONNECT by the SOCKS proxy";

    @Verifies("NET-03")
    void eachPortLeadsToItsSocket(Sandbox sandbox, Facts facts, Check check) {
        TunnelRules rules = TunnelRules.of(check.expected("sockets"));
        String command = check.expected("command").asText();
        List<String> sockets = sockets(facts, rules);
        List<Tunnel> tunnels = Tunnel.all(sandbox, command);
        check.expects(command + " leads "
                        + rules.sockets().entrySet().stream()
                                .map(entry -> "port " + entry.getKey() + " to " + entry.getValue())
                                .collect(Collectors.joining(", ")))
                .probe("the sockets in the directory, seen inside; command lines of " + command
                        + " in the sandbox's network namespace, seen outside")
                .lookAt("the shell command that bwrap runs; the binds of the two sockets")
                .observes("sockets " + sockets + "; "
                        + tunnels.stream().map(Tunnel::describe).distinct().collect(Collectors.joining(", ")));
        List<String> deviations = rules.deviations(tunnels, sockets);
        assertThat(deviations)
                .withFailMessage("the tunnels are not as documented: %s", String.join("; ", deviations))
                .isEmpty();
    }

    private static List<String> sockets(Facts facts, TunnelRules rules) {
        List<String> sockets = new ArrayList<>();
        rules.sockets().values().stream()
                .map(pattern -> Path.of(pattern).getParent().toString())
                .distinct()
                .flatMap(directory -> names(facts, directory).stream().map(name -> directory + "/" + name))
                .filter(path -> rules.sockets().keySet().stream()
                        .anyMatch(port -> !rules.fitting(port, List.of(path)).isEmpty()))
                .filter(path -> facts.fileStatus(path)
                        .filter(status -> status.type() == FileFlags.S_IFSOCK)
                        .isPresent())
                .forEach(sockets::add);
        return sockets;
    }

    private static List<String> names(Facts facts, String directory) {
        try {
            return facts.directory(directory);
        } catch (FactException e) {
            if (e.errno().isEmpty()) {
                throw e;
            }
            return List.of();
        }
    }

    /** If this fails: the proxies' ports lead out by something else than the documented processes. */
    @Verifies(value = "NET-03", by = BEHAVED)
    void withoutTheTunnelsNothingGetsOut(Sandbox audited, Spares spares, Check check) {
        String command = check.expected("command").asText();
        check.expects("the allowed host is reached through " + command + ", and no longer once it has ended")
                .probe(HTTP_AND_SOCKS + ", made in a second sandbox before and after its " + command
                        + " processes are killed from outside")
                .lookAt("what listens on the proxies' ports");
        Sandbox sandbox = spares.toDamage();
        String shared = shared(audited, sandbox);
        Heard before = ask(sandbox, check);
        check.observes("before: " + before.answers());
        if (before.arrivals() < 2) {
            throw new UndeterminedException("the allowed host was not reached to begin with: " + before.answers());
        }
        int ended = 0;
        Heard after = before;
        for (int round = 0; round < ROUNDS && after.connected(); round++) {
            ended += end(sandbox, command);
            after = ask(sandbox, check);
        }
        check.observes("before: " + before.answers() + "; after " + ended + " processes were ended: " + after.answers()
                + shared);
        if (after.connected() && !Tunnel.all(sandbox, command).isEmpty()) {
            throw new UndeterminedException(
                    "the tunnels are started anew whenever they are ended, so that nothing is seen without them");
        }
        assertThat(after.arrivals())
                .withFailMessage(
                        "what goes through the proxies' ports arrives without the tunnels: %s", after.answers())
                .isZero();
        assertThat(after.connected())
                .withFailMessage("somebody else listens on the proxies' ports: %s", after.answers())
                .isFalse();
    }

    /** Where two sandboxes share one network namespace, each gets out by the other's tunnels. */
    private static String shared(Sandbox audited, Sandbox spare) {
        Facts outside = audited.witness().facts();
        long one = Tunnel.network(outside, audited.witness().guestProcess());
        long other = Tunnel.network(outside, spare.witness().guestProcess());
        return one == other ? "; its network namespace is another sandbox's too" : "";
    }

    private record Heard(String answers, int arrivals, boolean connected) {}

    private static Heard ask(Sandbox sandbox, Check check) {
        OutsideWorld outside = sandbox.outside();
        ProxyPorts ports = ProxyPorts.of(check);
        String host = outside.allowedHost();
        List<String> tokens = List.of(outside.newToken(), outside.newToken());
        List<ProxyOutcome<?>> outcomes = new Volley(sandbox.guest(), Volley.PATIENCE)
                .hold(List.of(
                        Exchange.get(ports.http(), "http://" + host + "/" + tokens.get(0), host),
                        Exchange.socksConnect(
                                ports.socks(), host.getBytes(StandardCharsets.US_ASCII), 443, "/" + tokens.get(1))));
        return new Heard(
                outcomes.stream().map(ProxyOutcome::describe).collect(Collectors.joining(", ")),
                tokens.stream().mapToInt(outside::arrivals).sum(),
                outcomes.stream().anyMatch(outcome -> !(outcome instanceof ProxyOutcome.NotConnected<?>)));
    }

    private static int end(Sandbox sandbox, String command) {
        Facts outside = sandbox.witness().facts();
        List<MachineProcess> tunnels = Tunnel.all(sandbox, command).stream()
                .map(tunnel -> MachineProcess.of(outside, tunnel.pid()))
                .flatMap(Optional::stream)
                .toList();
        MachineProcessTree.kill(
                outside, tunnels.stream().map(MachineProcess::pid).toList());
        try {
            Awaitility.await("the tunnels have ended")
                    .pollInSameThread() // another thread would be interrupted at the limit, in the middle of a question
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(END)
                    .until(() -> tunnels.stream().noneMatch(tunnel -> tunnel.isAlive(outside)));
        } catch (ConditionTimeoutException e) {
            throw new UndeterminedException("the tunnels could not be ended within " + END.toSeconds() + " s");
        }
        return tunnels.size();
    }
}
