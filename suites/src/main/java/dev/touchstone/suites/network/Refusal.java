package dev.touchstone.suites.network;

import dev.touchstone.fixtures.egress.client.HttpAnswer;
import dev.touchstone.fixtures.egress.client.ProxyOutcome;
import dev.touchstone.fixtures.egress.client.SocksReply;
import dev.touchstone.fixtures.egress.client.StreamOutcome;
import dev.touchstone.suites.run.Check;

/**
 * How a proxy is documented to refuse, and what its answers to a request that it must refuse mean.
 *
 * @param status of an HTTP answer
 * @param header that gives the reason
 * @param value of that header
 * @param reply of SOCKS to a host (RFC 1928, section 6)
 * @param commandReply of SOCKS to another command than CONNECT
 */
record Refusal(int status, String header, String value, int reply, int commandReply) {

    /** What an answer means. */
    enum Meaning {
        /** A refusal as it is documented. */
        DOCUMENTED,
        /** A refusal in other words: of a malformed request, say. */
        REFUSED,
        /** The proxy connected, or tried to. */
        LET_THROUGH,
        /** Neither: there was no answer. */
        UNCLEAR
    }

    /** From the row's expected values. */
    static Refusal of(Check check) {
        return new Refusal(
                check.expected("status").asInt(),
                check.expected("header").asText(),
                check.expected("value").asText(),
                check.expected("socksReply").asInt(),
                check.expected("socksCommandReply").asInt());
    }

    /** @param arrivals of the attempt's token at the canaries: whatever the proxy says, what arrived was let through */
    Meaning meaning(ProxyOutcome<?> outcome, int arrivals) {
        if (arrivals > 0) {
            return Meaning.LET_THROUGH;
        }
        if (outcome instanceof ProxyOutcome.Cut<?> cut) {
            return cut.outcome() instanceof StreamOutcome.TimedOut ? Meaning.UNCLEAR : Meaning.REFUSED;
        }
        Object said = outcome.answer().orElse(null);
        if (said instanceof HttpAnswer answer) {
            return ofHttp(answer);
        }
        return said instanceof SocksReply socks ? ofSocks(socks) : Meaning.UNCLEAR;
    }

    private Meaning ofHttp(HttpAnswer answer) {
        if (answer.status() == status
                && answer.header(header).filter(value::equals).isPresent()) {
            return Meaning.DOCUMENTED;
        }
        // 5xx is what a proxy says that tried to connect (RFC 9110, section 15.6).
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        return refused ? Meaning.REFUSED : Meaning.LET_THROUGH;
    }

    private Meaning ofSocks(SocksReply answer) {
        if (answer.code() == reply || answer.code() == commandReply) {
            return Meaning.DOCUMENTED;
        }
        return switch (answer.code()) {
            // Succeeded, or network unreachable, host unreachable, connection refused, TTL expired: it tried.
            case 0, 3, 4, 5, 6 -> Meaning.LET_THROUGH;
            // General failure, not allowed, command not supported, address type not supported.
            case 1, 2, 7, 8 -> Meaning.REFUSED;
            default -> Meaning.UNCLEAR;
        };
    }

    /** As messages word it. */
    String describe() {
        return status + " with " + header + ": " + value + ", by SOCKS " + String.format("%02x", reply);
    }
}
