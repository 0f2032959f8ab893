package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.facts.Facts.Listener;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProxyListenersTest {
    private static final Listener HTTP = new Listener("127.0.0.1", 3128);
    private static final Listener SOCKS = new Listener("127.0.0.1", 1080);

    @Test
    void theDocumentedListenerDeviatesInNothing() {
        assertThat(ProxyListeners.deviations(List.of(SOCKS, HTTP), "127.0.0.1", 3128))
                .isEmpty();
    }

    @Test
    void whereNobodyListensItIsSaid() {
        assertThat(ProxyListeners.deviations(List.of(SOCKS), "127.0.0.1", 3128))
                .containsExactly("nothing listens on port 3128");
    }

    @Test
    void aWildcardIsNamedForWhatItIs() {
        assertThat(ProxyListeners.deviations(List.of(new Listener("0.0.0.0", 3128)), "127.0.0.1", 3128))
                .containsExactly("port 3128 is open on 0.0.0.0 (every address), not on 127.0.0.1");
        assertThat(ProxyListeners.deviations(List.of(new Listener("0:0:0:0:0:0:0:0", 1080), SOCKS), "127.0.0.1", 1080))
                .containsExactly("port 1080 is open on 0:0:0:0:0:0:0:0 (every address), not on 127.0.0.1");
    }

    @Test
    void anotherPortIsAnotherWay() {
        assertThat(ProxyListeners.others(List.of(HTTP, SOCKS, new Listener("127.0.0.1", 9999)), Set.of(3128, 1080)))
                .containsExactly("127.0.0.1:9999");
    }

    @Test
    void anAddressThatIsNotTheLoopbacksIsAnotherWayToo() {
        assertThat(ProxyListeners.others(
                        List.of(HTTP, new Listener("10.0.0.2", 3128), new Listener("fd00:0:0:0:0:0:0:2", 1080)),
                        Set.of(3128, 1080)))
                .containsExactly("10.0.0.2:3128", "[fd00:0:0:0:0:0:0:2]:1080");
    }

    @Test
    void aWildcardOnAProxysPortIsNoOtherWay() {
        assertThat(ProxyListeners.others(List.of(new Listener("0.0.0.0", 3128)), Set.of(3128, 1080)))
                .isEmpty();
    }

    @Test
    void allAreDescribedOnOneLine() {
        assertThat(ProxyListeners.describe(List.of())).isEqualTo("nobody listens");
        assertThat(ProxyListeners.describe(List.of(HTTP, SOCKS))).isEqualTo("127.0.0.1:3128, 127.0.0.1:1080");
    }
}
