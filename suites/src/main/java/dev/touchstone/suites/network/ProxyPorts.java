package dev.touchstone.suites.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.egress.client.Endpoint;
import dev.touchstone.suites.run.Check;

/** Where the two proxies are documented to listen inside. */
record ProxyPorts(Endpoint http, Endpoint socks) {

    /** From the row's {@code proxies: {http: port, socks: port}}. */
    static ProxyPorts of(Check check) {
        JsonNode proxies = check.expected("proxies");
        return new ProxyPorts(
                Endpoint.loopback(proxies.get("http").asInt()),
                Endpoint.loopback(proxies.get("socks").asInt()));
    }
}
