package dev.touchstone.suites.network;

import dev.touchstone.fixtures.facts.NetworkRoutes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a network namespace has by itself once its loopback interface is up, or before, and what somebody has added. As one asks for
 * the whole tables, it does not matter which addresses one would have tried.
 */
final class UntouchedLoopback {
    /** The last one: older kernels take a network's first address for one of broadcast, too. */
    private static final Set<NetworkRoutes.Ipv4> IPV4 = Set.of(
            local("127.0.0.0/8", "host LOCAL"),
            local("127.0.0.1/32", "host LOCAL"),
            local("127.255.255.255/32", "link BROADCAST"),
            local("127.0.0.0/32", "link BROADCAST"));

    private static final String LOOPBACK = "lo";
    private static final String IPV6_SELF = "0:0:0:0:0:0:0:1/128";
    private static final String IPV6_ALL = "0:0:0:0:0:0:0:0/0";
    private static final String NO_GATEWAY = "0:0:0:0:0:0:0:0";
    /** IP6_RT_PRIO_KERN and RTF_REJECT: the end of a table, which refuses all that came so far. */
    private static final long LAST = 0xffffffffL;

    private static final long RTF_REJECT = 0x200;

    private UntouchedLoopback() {}

    private static NetworkRoutes.Ipv4 local(String destination, String type) {
        return new NetworkRoutes.Ipv4("Local", destination, type);
    }

    /** What is there beyond that, as phrases: "198.51.100.0/24, link UNICAST (table Main)", "the address … on lo". */
    static List<String> additions(NetworkRoutes routes) {
        Set<String> additions = new LinkedHashSet<>();
        for (NetworkRoutes.Ipv4 route : routes.ipv4()) {
            if (!isItsOwn(route)) {
                additions.add(route.destination() + ", " + route.type() + " (table " + route.table() + ")");
            }
        }
        for (NetworkRoutes.Ipv6 route : routes.ipv6()) {
            if (!isItsOwn(route)) {
                additions.add(route.destination() + " over " + route.device()
                        + (route.gateway().equals(NO_GATEWAY) ? "" : " by " + route.gateway()));
            }
        }
        for (NetworkRoutes.Ipv6Address address : routes.ipv6Addresses()) {
            if (!address.device().equals(LOOPBACK) || !address.address().equals(IPV6_SELF)) {
                additions.add("the address " + address.address() + " on " + address.device());
            }
        }
        return Receivers.said(new ArrayList<>(additions));
    }

    /** While no rule separates them, the kernel lists both tables, each with the entries of both. */
    private static boolean isItsOwn(NetworkRoutes.Ipv4 route) {
        boolean usual = route.table().equals("Local") || route.table().equals("Main");
        return usual && IPV4.contains(local(route.destination(), route.type()));
    }

    private static boolean isItsOwn(NetworkRoutes.Ipv6 route) {
        boolean here = route.device().equals(LOOPBACK) && route.gateway().equals(NO_GATEWAY);
        boolean end =
                route.destination().equals(IPV6_ALL) && route.metric() == LAST && (route.flags() & RTF_REJECT) != 0;
        return here && (end || route.destination().equals(IPV6_SELF));
    }
}
