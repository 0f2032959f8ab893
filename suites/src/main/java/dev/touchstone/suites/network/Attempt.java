package dev.touchstone.suites.network;

import dev.touchstone.fixtures.egress.client.Exchange;

/**
 * One request to a proxy.
 *
 * @param how in words, such as "GET http://127.1/"
 * @param proxy which of the two it goes to
 * @param token arrives at the canary when it gets through
 */
record Attempt(String how, Proxy proxy, String token, Exchange<?> exchange) {

    /** The two proxies. */
    enum Proxy {
        HTTP,
        SOCKS
    }
}
