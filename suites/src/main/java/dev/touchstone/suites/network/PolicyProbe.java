package dev.touchstone.suites.network;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.egress.client.ProxyOutcome;
import dev.touchstone.fixtures.egress.client.Volley;
import dev.touchstone.suites.network.Refusal.Meaning;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.UndeterminedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the proxies for what they have to refuse. Before anything else it asks each for the allowed host: a proxy that does not
 * lead to the harness's own canary is asked for nothing more, for it might connect to whatever it is asked for.
 */
final class PolicyProbe {
    private static final int HTTPS = 443;

    private final Sandbox sandbox;
    private final OutsideWorld outside;
    private final Asking asking;
    private final Refusal refusal;
    private final Map<Attempt.Proxy, String> closed = new EnumMap<>(Attempt.Proxy.class);

    private PolicyProbe(Sandbox sandbox, ProxyPorts ports, Refusal refusal) {
        this.sandbox = sandbox;
        this.outside = sandbox.outside();
        this.asking = new Asking(outside, ports);
        this.refusal = refusal;
    }

    /** Asks for the allowed host by both proxies; what does not arrive is told by the checks that need it. */
    static PolicyProbe open(Sandbox sandbox, ProxyPorts ports, Refusal refusal) {
        PolicyProbe probe = new PolicyProbe(sandbox, ports, refusal);
        String host = probe.outside.allowedHost();
        List<Attempt> controls = List.of(probe.asking.get(host), probe.asking.socks(host, HTTPS));
        for (Heard control : probe.ask(controls)) {
            if (control.arrivals() == 0) {
                probe.closed.put(control.attempt().proxy(), control.describe());
            }
        }
        return probe;
    }

    /** Makes the requests. */
    Asking asking() {
        return asking;
    }

    /** How a refusal is documented. */
    Refusal refusal() {
        return refusal;
    }

    /** Every one of them has to be refused in the documented words. */
    void refusesAsDocumented(List<Attempt> attempts, String finding, Check check) {
        List<Heard> all = heard(attempts, check);
        fail(Heard.of(all, Meaning.LET_THROUGH), finding);
        fail(Heard.of(all, Meaning.REFUSED), "refused, but not as documented");
        conclude(all);
    }

    /** Every one of them has to be refused, in whichever words: a request may be too strange to be understood. */
    void refuses(List<Attempt> attempts, String finding, Check check) {
        List<Heard> all = heard(attempts, check);
        fail(Heard.of(all, Meaning.LET_THROUGH), finding);
        conclude(all);
    }

    private List<Heard> heard(List<Attempt> attempts, Check check) {
        if (attempts.isEmpty()) {
            throw new UndeterminedException(
                    "there is nothing left to ask: what would be tried is what the target allows");
        }
        List<Heard> all = new ArrayList<>();
        List<Attempt> open = attempts.stream()
                .filter(attempt -> !closed.containsKey(attempt.proxy()))
                .toList();
        attempts.stream()
                .filter(attempt -> closed.containsKey(attempt.proxy()))
                .peek(attempt -> attempt.exchange().close())
                .map(attempt -> new Heard(attempt, "not asked", 0, Meaning.UNCLEAR))
                .forEach(all::add);
        all.addAll(ask(open));
        check.observes(Heard.summary(all) + "; " + arrived(all) + " of " + attempts.size() + " arrived at a canary")
                .attach("each attempt and its answer", Heard.lines(all));
        return all;
    }

    private List<Heard> ask(List<Attempt> attempts) {
        List<ProxyOutcome<?>> outcomes = new Volley(sandbox.guest(), Volley.PATIENCE)
                .hold(attempts.stream().map(Attempt::exchange).toList());
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            int arrivals = outside.arrivals(attempts.get(i).token());
            ProxyOutcome<?> outcome = outcomes.get(i);
            heard.add(new Heard(attempts.get(i), outcome.describe(), arrivals, refusal.meaning(outcome, arrivals)));
        }
        return heard;
    }

    private static long arrived(List<Heard> all) {
        return all.stream().filter(each -> each.arrivals() > 0).count();
    }

    private static void fail(List<Heard> some, String finding) {
        if (!some.isEmpty()) {
            throw new AssertionError(finding + ":\n" + Heard.lines(some));
        }
    }

    private void conclude(List<Heard> all) {
        for (Heard each : Heard.of(all, Meaning.UNCLEAR)) {
            String control = closed.get(each.attempt().proxy());
            throw new UndeterminedException(
                    control == null
                            ? "an answer that says neither yes nor no: " + each.describe()
                            : "the allowed host is not reached either, so that a refusal proves nothing: " + control);
        }
    }
}
