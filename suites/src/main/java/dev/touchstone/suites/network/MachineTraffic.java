package dev.touchstone.suites.network;

import dev.touchstone.fixtures.witness.Witness.Flow;
import java.util.List;
import java.util.Set;

/**
 * What went through a machine's network device.
 *
 * @param proxies addresses with ports
 */
record MachineTraffic(List<Flow> flows, Set<String> proxies) {

    /** Flows to a proxy: each is one connection. */
    List<Flow> connections() {
        return flows.stream()
                .filter(flow -> flow.protocol().equals("tcp") && proxies.contains(flow.to()))
                .toList();
    }

    /** What is neither a proxy's connection, in either direction, nor the question who has an address. */
    List<Flow> others() {
        return flows.stream()
                .filter(flow -> !flow.protocol().equals("arp"))
                .filter(flow -> !flow.protocol().equals("tcp")
                        || !proxies.contains(flow.to()) && !proxies.contains(flow.from()))
                .toList();
    }
}
