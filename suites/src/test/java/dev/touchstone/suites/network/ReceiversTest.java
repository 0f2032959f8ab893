package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.facts.Facts.Listener;
import dev.touchstone.fixtures.facts.ReceivingSocket;
import dev.touchstone.fixtures.facts.ReceivingSocket.Kind;
import dev.touchstone.fixtures.facts.ReceivingSockets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiversTest {
    private static final Set<Integer> PORTS = Set.of(3128, 1080);
    private static final List<Listener> PROXIES =
            List.of(new Listener("127.0.0.1", 3128), new Listener("127.0.0.1", 1080));
    private static final ReceivingSocket RESOLVER = new ReceivingSocket(Kind.UDP, "127.0.0.1:53", false, 4711);
    private static final ReceivingSocket CLIENT = new ReceivingSocket(Kind.UDP, "127.0.0.1:40000", true, 4712);

    @Test
    void theProxiesListenersAreTheOnlyOnes() {
        ReceivingSockets documented = new ReceivingSockets(PROXIES, List.of());
        assertThat(Receivers.others(documented, PORTS)).isEmpty();
        assertThat(Receivers.describe(documented))
                .isEqualTo("TCP: 127.0.0.1:3128, 127.0.0.1:1080; of other kinds: none");
    }

    @Test
    void whateverElseReceivesIsNamedWithItsSocket() {
        ReceivingSockets sockets = new ReceivingSockets(
                List.of(PROXIES.get(0), new Listener("127.0.0.1", 9999)),
                List.of(RESOLVER, new ReceivingSocket(Kind.UNIX, "\"@relay\"", false, 0)));
        assertThat(Receivers.others(sockets, PORTS))
                .containsExactly(
                        "TCP 127.0.0.1:9999 listens",
                        "UDP 127.0.0.1:53 is bound (socket:[4711])",
                        "UNIX \"@relay\" is bound");
        assertThat(Receivers.describe(sockets))
                .isEqualTo("TCP: 127.0.0.1:3128, 127.0.0.1:9999; of other kinds: UDP 127.0.0.1:53, UNIX \"@relay\"");
    }

    @Test
    void aProxysPortIsTheProxysForTcpOnly() {
        ReceivingSocket quic = new ReceivingSocket(Kind.UDP, "127.0.0.1:3128", false, 1);
        assertThat(Receivers.others(new ReceivingSockets(PROXIES, List.of(quic)), PORTS))
                .containsExactly("UDP 127.0.0.1:3128 is bound (socket:[1])");
    }

    @Test
    void ofManyTheFirstAreSaid() {
        List<ReceivingSocket> many = IntStream.range(0, 300)
                .mapToObj(port -> new ReceivingSocket(Kind.UDP, "0.0.0.0:" + port, false, 0))
                .toList();
        assertThat(Receivers.others(new ReceivingSockets(PROXIES, many), PORTS))
                .hasSize(21)
                .last()
                .isEqualTo("and 280 more");
    }

    @Test
    void whatHasNoPeerIsReadOnce() {
        Deque<ReceivingSockets> readings = readings(List.of(RESOLVER));
        assertThat(Receivers.settled(readings::remove).others()).containsExactly(RESOLVER);
        assertThat(readings).isEmpty();
    }

    @Test
    void whatHasAPeerCountsWhereItStays() {
        assertThat(Receivers.settled(readings(List.of(RESOLVER, CLIENT), List.of(CLIENT))::remove)
                        .others())
                .as("what has none counts though it went")
                .containsExactly(RESOLVER, CLIENT);
        ReceivingSocket another = new ReceivingSocket(Kind.UDP, CLIENT.name(), true, 9);
        assertThat(Receivers.settled(readings(List.of(CLIENT), List.of(another))::remove)
                        .others())
                .isEmpty();
    }

    @SafeVarargs
    private static Deque<ReceivingSockets> readings(List<ReceivingSocket>... others) {
        Deque<ReceivingSockets> readings = new ArrayDeque<>();
        for (List<ReceivingSocket> each : others) {
            readings.add(new ReceivingSockets(PROXIES, each));
        }
        return readings;
    }
}
