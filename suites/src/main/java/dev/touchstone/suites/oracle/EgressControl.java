package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.egress.client.Endpoint;
import dev.touchstone.fixtures.egress.client.HttpAnswer;
import dev.touchstone.fixtures.egress.client.HttpThroughProxy;
import dev.touchstone.fixtures.egress.client.ProxyOutcome;
import dev.touchstone.fixtures.egress.client.SocksThroughProxy;
import dev.touchstone.fixtures.egress.client.Volley;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.witness.Witness;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the proxies let the allowed host through for somebody who is not in the sandbox: the control of every request that
 * is made of them inside. Each proxy is asked once.
 */
public final class EgressControl {
    private static final int HTTPS = 443;
    private static final String PATH = "/control";

    private final Witness witness;
    private final Supplier<OutsideWorld> outside;
    private Optional<String> http;
    private Optional<String> socks;

    EgressControl(Witness witness, Supplier<OutsideWorld> outside) {
        this.witness = witness;
        this.outside = outside;
    }

    /** What keeps the HTTP proxy from letting the allowed host through; empty when nothing does, or nobody could ask. */
    public synchronized Optional<String> httpFailure() {
        if (http == null) {
            http = failure(() -> new HttpThroughProxy(
                            witness.unconfined(),
                            Endpoint.unix(outside.get().httpSocket().toString()),
                            Volley.PATIENCE)
                    .getThroughTunnel(outside.get().allowedHost() + ":" + HTTPS, PATH));
        }
        return http;
    }

    /** As {@link #httpFailure()}, of the SOCKS proxy. */
    public synchronized Optional<String> socksFailure() {
        if (socks == null) {
            socks = failure(() -> new SocksThroughProxy(
                            witness.unconfined(),
                            Endpoint.unix(outside.get().socksSocket().toString()),
                            Volley.PATIENCE)
                    .getThroughTunnel(outside.get().allowedHost(), HTTPS, PATH));
        }
        return socks;
    }

    private Optional<String> failure(Supplier<ProxyOutcome<HttpAnswer>> request) {
        if (!witness.live()) {
            return Optional.empty();
        }
        try {
            ProxyOutcome<HttpAnswer> outcome = request.get();
            boolean reached =
                    outcome.answer().filter(answer -> answer.status() == 200).isPresent();
            return reached ? Optional.empty() : Optional.of(outcome.describe());
        } catch (GuestException e) {
            return Optional.empty();
        }
    }
}
