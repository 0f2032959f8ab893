package dev.touchstone.suites.network;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.egress.client.Endpoint;
import dev.touchstone.fixtures.egress.client.HttpAnswer;
import dev.touchstone.fixtures.egress.client.HttpThroughProxy;
import dev.touchstone.fixtures.egress.client.ProxyOutcome;
import dev.touchstone.fixtures.egress.client.SocksThroughProxy;
import dev.touchstone.fixtures.egress.client.Volley;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two proxies: where they listen, what tells programs of them, and that they lead out. */
public class ProxiesSuite {
    private static final String TUNNELS =
            "the socat processes inside and outside, and the UNIX sockets between them; /tmp/claude-*.sock";

    @Verifies("NET-01")
    void theHttpProxyListensOnItsPort(Facts facts, Check check) {
        listens(facts, check);
    }

    @Verifies("NET-01")
    void theEnvironmentNamesTheHttpProxy(Facts facts, Check check) {
        variables(facts, check);
    }

    @Verifies(value = "NET-01", by = BEHAVED)
    void anAllowedHostIsReachedByGet(Sandbox sandbox, Controls controls, Check check) {
        String host = sandbox.outside().allowedHost();
        String token = sandbox.outside().newToken();
        arrives(
                sandbox.outside(),
                token,
                http(sandbox, check).get("http://" + host + "/" + token),
                controls.egress().httpFailure(),
                check.probe("GET http://" + host + "/ with a token in the path, made inside"));
    }

    @Verifies(value = "NET-01", by = BEHAVED)
    void anAllowedHostIsReachedByConnect(Sandbox sandbox, Controls controls, Check check) {
        String host = sandbox.outside().allowedHost();
        String token = sandbox.outside().newToken();
        arrives(
                sandbox.outside(),
                token,
                http(sandbox, check).getThroughTunnel(host + ":443", "/" + token),
                controls.egress().httpFailure(),
                check.probe("CONNECT " + host + ":443 and a request with a token through the tunnel, made inside"));
    }

    @Verifies("NET-02")
    void theSocksProxyListensOnItsPort(Facts facts, Check check) {
        listens(facts, check);
    }

    @Verifies("NET-02")
    void theEnvironmentNamesTheSocksProxy(Facts facts, Check check) {
        variables(facts, check);
    }

    @Verifies(value = "NET-02", by = BEHAVED)
    void anAllowedHostIsReachedBySocks(Sandbox sandbox, Controls controls, Check check) {
        String host = sandbox.outside().allowedHost();
        String token = sandbox.outside().newToken();
        SocksThroughProxy socks = new SocksThroughProxy(sandbox.guest(), endpoint(check), Volley.PATIENCE);
        arrives(
                sandbox.outside(),
                token,
                socks.getThroughTunnel(host, 443, "/" + token),
                controls.egress().socksFailure(),
                check.probe("SOCKS5 CONNECT by name to " + host
                        + ":443 and a request with a token through the tunnel, made inside"));
    }

    private static HttpThroughProxy http(Sandbox sandbox, Check check) {
        return new HttpThroughProxy(sandbox.guest(), endpoint(check), Volley.PATIENCE);
    }

    private static Endpoint endpoint(Check check) {
        return Endpoint.loopback(check.expected("port").asInt());
    }

    private static void listens(Facts facts, Check check) {
        String address = check.expected("address").asText();
        int port = check.expected("port").asInt();
        List<Facts.Listener> listeners = facts.listeners();
        check.expects("a listener on " + address + ":" + port + ", and on no other address")
                .probe("/proc/net/tcp and /proc/net/tcp6, read inside")
                .lookAt("socat TCP-LISTEN:" + port + ",bind=" + address)
                .observes(ProxyListeners.describe(listeners));
        List<String> deviations = ProxyListeners.deviations(listeners, address, port);
        assertThat(deviations)
                .withFailMessage("the proxy does not listen as documented: %s", String.join("; ", deviations))
                .isEmpty();
    }

    private static void variables(Facts facts, Check check) {
        JsonNode documented = check.expected("variables");
        JsonNode whereSet = check.expected("whereSet");
        Map<String, String> environment = facts.environment(facts.self());
        Map<String, String> found = Variables.found(documented, environment);
        found.putAll(Variables.found(whereSet, environment));
        check.expects("the variables " + documented + ", and where they are set " + whereSet)
                .probe("/proc/PID/environ of the main process, read inside")
                .lookAt("the environment that the launch gives to the main process")
                .observes(found.toString());
        List<String> deviations = new ArrayList<>(Variables.deviations(documented, environment));
        deviations.addAll(Variables.otherValues(whereSet, environment));
        assertThat(deviations)
                .withFailMessage("programs are not told of the proxy as documented: %s", String.join("; ", deviations))
                .isEmpty();
    }

    private static void arrives(
            OutsideWorld outside,
            String token,
            ProxyOutcome<HttpAnswer> outcome,
            Optional<String> controlFailure,
            Check check) {
        int arrivals = outside.arrivals(token);
        boolean told = outcome.answer()
                .filter(answer -> answer.status() == 200 && answer.text().contains(token))
                .isPresent();
        check.expects("HTTP 200 from the canary that stands for " + outside.allowedHost() + ", which counts the token")
                .lookAt(TUNNELS)
                .observes(outcome.describe() + ", the token arrived " + arrivals + " times");
        if (!told && controlFailure.isPresent()) {
            throw new UndeterminedException(
                    "the proxy does not let the allowed host through outside the sandbox either: "
                            + controlFailure.get() + "; inside: " + outcome.describe());
        }
        assertThat(told)
                .withFailMessage("an allowed host is not reached: %s", outcome.describe())
                .isTrue();
        assertThat(arrivals)
                .withFailMessage("somebody else than the canary answered for the allowed host")
                .isPositive();
    }
}
