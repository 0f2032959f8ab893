package dev.touchstone.suites.network;

import dev.touchstone.fixtures.egress.OutsideWorld.Canary;
import dev.touchstone.fixtures.egress.client.Endpoint;

/**
 * One way to send a token to a canary past the proxies.
 *
 * @param throughPair by an end of a pair of UNIX datagram sockets, which needs no socket() call
 */
record DirectAttempt(Canary canary, boolean throughPair, String token) {

    boolean isInternet() {
        return canary.address() != null;
    }

    boolean isDatagram() {
        return canary.kind().equals("udp") || canary.kind().equals("unix-dgram");
    }

    boolean connectsByHandshake() {
        return canary.kind().equals("tcp");
    }

    /** Whether a socket of this kind can be connected without anybody there: UDP over the loopback interface. */
    boolean connectsToNobody() {
        return canary.kind().equals("udp") && canary.address().getAddress().isLoopbackAddress();
    }

    Endpoint endpoint() {
        return isInternet() ? Endpoint.of(canary.address()) : Endpoint.unix(canary.path());
    }

    /** "udp 192.0.2.2:4567", "unix-dgram /run/canary.sock through a socket pair". */
    String describe() {
        return canary.kind() + " " + endpoint().describe() + (throughPair ? " through a socket pair" : "");
    }
}
