package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.facts.NetworkRoutes;
import dev.touchstone.fixtures.facts.NetworkRoutes.Ipv4;
import dev.touchstone.fixtures.facts.NetworkRoutes.Ipv6;
import dev.touchstone.fixtures.facts.NetworkRoutes.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntouchedLoopbackTest {
    private static final String NONE = "0:0:0:0:0:0:0:0";
    private static final String SELF = "0:0:0:0:0:0:0:1/128";
    private static final Ipv6 END = new Ipv6(NONE + "/0", NONE, 0xffffffffL, 0x200200, "lo");

    @Test
    void whatTheKernelMakesIsNobodysAddition() {
        assertThat(UntouchedLoopback.additions(up(List.of(), List.of(), List.of())))
                .isEmpty();
        assertThat(UntouchedLoopback.additions(new NetworkRoutes(List.of(), List.of(END, END), List.of())))
                .as("while it is down")
                .isEmpty();
        assertThat(UntouchedLoopback.additions(new NetworkRoutes(List.of(), List.of(), List.of())))
                .as("without IPv6")
                .isEmpty();
    }

    @Test
    void olderKernelsHaveOneAddressOfBroadcastMoreAndAMetric() {
        assertThat(UntouchedLoopback.additions(up(
                        List.of(new Ipv4("Local", "127.0.0.0/32", "link BROADCAST")),
                        List.of(new Ipv6(SELF, NONE, 256, 1, "lo")),
                        List.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Main, 198.51.100.0/24, link UNICAST",
        "Main, 0.0.0.0/0, universe UNICAST",
        "Local, 198.51.100.0/24, host LOCAL",
        "Local, 127.0.0.53/32, host LOCAL",
        "Main, 127.0.0.0/8, link UNICAST",
        "Id 100, 127.0.0.0/8, host LOCAL",
        "Main, 10.0.0.0/8, universe UNREACHABLE"
    })
    void aRouteThatSomebodyHasMade(String table, String destination, String type) {
        assertThat(UntouchedLoopback.additions(up(List.of(new Ipv4(table, destination, type)), List.of(), List.of())))
                .containsExactly(destination + ", " + type + " (table " + table + ")");
    }

    @Test
    void aRouteOfIpv6ThatSomebodyHasMade() {
        assertThat(UntouchedLoopback.additions(up(
                        List.of(),
                        List.of(
                                new Ipv6("2001:db8:8:0:0:0:0:0/48", NONE, 1024, 0x200200, "lo"),
                                new Ipv6(NONE + "/0", NONE, 1024, 0x200200, "lo"),
                                new Ipv6(NONE + "/0", "fe80:0:0:0:0:0:0:1", 0xffffffffL, 3, "lo"),
                                new Ipv6(SELF, NONE, 0, 1, "eth0")),
                        List.of())))
                .containsExactly(
                        "2001:db8:8:0:0:0:0:0/48 over lo",
                        "0:0:0:0:0:0:0:0/0 over lo",
                        "0:0:0:0:0:0:0:0/0 over lo by fe80:0:0:0:0:0:0:1",
                        "0:0:0:0:0:0:0:1/128 over eth0");
    }

    @Test
    void anAddressOfIpv6ThatSomebodyHasGiven() {
        assertThat(UntouchedLoopback.additions(up(
                        List.of(),
                        List.of(),
                        List.of(new Ipv6Address("2001:db8:0:0:0:0:0:7/128", "lo"), new Ipv6Address(SELF, "dummy0")))))
                .containsExactly(
                        "the address 2001:db8:0:0:0:0:0:7/128 on lo", "the address 0:0:0:0:0:0:0:1/128 on dummy0");
    }

    /** As Linux 6.18 lists it, both tables with the entries of both, and something more. */
    private static NetworkRoutes up(List<Ipv4> ipv4, List<Ipv6> ipv6, List<Ipv6Address> addresses) {
        List<Ipv4> routes = new ArrayList<>();
        for (String table : List.of("Main", "Local")) {
            routes.add(new Ipv4(table, "127.0.0.0/8", "host LOCAL"));
            routes.add(new Ipv4(table, "127.0.0.1/32", "host LOCAL"));
            routes.add(new Ipv4(table, "127.255.255.255/32", "link BROADCAST"));
        }
        routes.addAll(ipv4);
        List<Ipv6> routesOfIpv6 = new ArrayList<>(List.of(END, new Ipv6(SELF, NONE, 0, 0x80200001L, "lo"), END));
        routesOfIpv6.addAll(ipv6);
        List<Ipv6Address> all = new ArrayList<>(List.of(new Ipv6Address(SELF, "lo")));
        all.addAll(addresses);
        return new NetworkRoutes(routes, routesOfIpv6, all);
    }
}
