package dev.touchstone.suites.network;

import dev.touchstone.fixtures.facts.Facts.Listener;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges who listens inside by the address that it listens on. */
final class ProxyListeners {
    /** Every address that there is, now or later (man 7 ip, man 7 ipv6; the second as the kernel's table is read). */
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "0:0:0:0:0:0:0:0");

    private ProxyListeners() {}

    /** What is wrong with the listeners on a proxy's port, as phrases; empty when it is open on the documented address only. */
    static List<String> deviations(List<Listener> listeners, String address, int port) {
        List<Listener> onPort =
                listeners.stream().filter(each -> each.port() == port).toList();
        if (onPort.isEmpty()) {
            return List.of("nothing listens on port " + port);
        }
        return onPort.stream()
                .filter(each -> !each.address().equals(address))
                .map(each -> "port " + port + " is open on " + describe(each.address()) + ", not on " + address)
                .toList();
    }

    /**
     * The listeners that may be another way out: on another port than the proxies', or on an address of their own. A proxy's
     * port on a wildcard address is none as long as there is no other interface, which is asked for elsewhere.
     */
    static List<String> others(List<Listener> listeners, Set<Integer> proxyPorts) {
        return listeners.stream()
                .filter(each -> !proxyPorts.contains(each.port()) || !expected(each.address()))
                .map(ProxyListeners::describe)
                .distinct()
                .toList();
    }

    private static boolean expected(String address) {
        return WILDCARDS.contains(address) || address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
    }

    /** All of them on one line. */
    static String describe(List<Listener> listeners) {
        return listeners.isEmpty()
                ? "nobody listens"
                : listeners.stream().map(ProxyListeners::describe).collect(Collectors.joining(", "));
    }

    private static String describe(Listener listener) {
        String address = listener.address();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + listener.port();
    }

    private static String describe(String address) {
        return WILDCARDS.contains(address) ? address + " (every address)" : address;
    }
}
