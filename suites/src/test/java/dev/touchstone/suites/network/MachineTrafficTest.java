package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.witness.Witness.Flow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineTrafficTest {
    private static final Flow QUESTION = new Flow("tcp", "10.0.2.15:40000", "10.0.2.100:3128", 5);
    private static final Flow ANSWER = new Flow("tcp", "10.0.2.100:3128", "10.0.2.15:40000", 4);
    private static final Flow ARP = new Flow("arp", "52:54:00:12:34:56", "FF:FF:FF:FF:FF:FF", 1);

    @Test
    void theProxiesConnectionsAndTheirArpAreAllThatThereIsToBe() {
        MachineTraffic traffic = traffic(QUESTION, ANSWER, ARP);

        assertThat(traffic.others()).isEmpty();
        assertThat(traffic.connections()).containsExactly(QUESTION);
    }

    @Test
    void everythingElseIsSomethingElse() {
        Flow otherPort = new Flow("tcp", "10.0.2.15:40001", "10.0.2.100:22", 1);
        Flow otherHost = new Flow("tcp", "10.0.2.15:40002", "10.0.2.2:3128", 1);
        Flow names = new Flow("udp", "10.0.2.15:50000", "10.0.2.3:53", 1);
        Flow datagram = new Flow("udp", "10.0.2.15:50001", "10.0.2.100:3128", 1);
        Flow echo = new Flow("ip", "10.0.2.15", "10.0.2.100", 1);
        Flow unknown = new Flow("ethertype 88cc", "52:54:00:12:34:56", "01:80:C2:00:00:0E", 1);

        assertThat(traffic(QUESTION, otherPort, otherHost, names, datagram, echo, unknown)
                        .others())
                .containsExactly(otherPort, otherHost, names, datagram, echo, unknown);
    }

    private static MachineTraffic traffic(Flow... flows) {
        return new MachineTraffic(List.of(flows), Set.of("10.0.2.100:3128", "10.0.2.100:1080"));
    }
}
