package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.suites.AnsweringGuest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final JsonNode DOCUMENTED =
            JsonNodeFactory.instance.arrayNode().add("ENETUNREACH").add("EADDRNOTAVAIL");
    private static final List<InetAddress> TWO = Routes.addresses(
            JsonNodeFactory.instance.arrayNode().add("192.0.2.1").add("2001:db8::1"));

    @Test
    void whereThereIsNoRouteTheKernelSaysSo() {
        Routes routes = asked(Routes.Kind.UDP, 3, -Errno.ENETUNREACH.number(), 4, -Errno.EADDRNOTAVAIL.number());
        assertThat(routes.describe()).isEqualTo("udp 192.0.2.1: ENETUNREACH, udp 2001:db8:0:0:0:0:0:1: EADDRNOTAVAIL");
        assertThat(routes.reached()).isEmpty();
        assertThat(routes.unknown(DOCUMENTED)).isEmpty();
        assertThat(routes.withoutSockets()).isFalse();
    }

    @Test
    void aRouteIsNamed() {
        Routes routes = asked(Routes.Kind.UDP, 3, 0, 4, -Errno.ENETUNREACH.number());
        assertThat(routes.reached()).containsExactly("udp 192.0.2.1");
        assertThat(routes.describe()).startsWith("udp 192.0.2.1: a route, ");
    }

    @Test
    void aSocketThatCannotBeMadeAsksForNoRoute() {
        Routes routes = asked(Routes.Kind.RAW, -Errno.EPERM.number(), -9, -Errno.EPERM.number(), -9);
        assertThat(routes.describe())
                .isEqualTo("raw 192.0.2.1: no socket, EPERM, raw 2001:db8:0:0:0:0:0:1: no socket, EPERM");
        assertThat(routes.withoutSockets()).isTrue();
        assertThat(routes.unknown(DOCUMENTED)).isEmpty();
    }

    @Test
    void anErrorThatNobodyDocumentedIsToldApart() {
        Routes routes = asked(Routes.Kind.UDP, 3, -Errno.EPERM.number(), 4, -Errno.ENETUNREACH.number());
        assertThat(routes.unknown(DOCUMENTED)).containsExactly("EPERM");
    }

    @Test
    void nameServersAreAddressesThatAreNotTheLoopbacks() {
        assertThat(Routes.nameServers("""
                        # nameserver 10.1.1.1
                        search example.test
                        nameserver 127.0.0.53
                        nameserver 192.0.2.53
                        \tnameserver 2001:db8::53%eth0
                        nameserver ::1
                        nameserver fe80::1%eth0
                        nameserver a.name.that.is.no.address
                        """))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.53", "2001:db8:0:0:0:0:0:53");
    }

    @Test
    void aProfileWithAnAddressThatIsNoneIsWrong() {
        assertThatThrownBy(() ->
                        Routes.addresses(JsonNodeFactory.instance.arrayNode().add("example.com")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the profile has an address that is none: \"example.com\"");
    }

    private static Routes asked(Routes.Kind kind, long... values) {
        List<Result> results = new ArrayList<>();
        for (long value : values) {
            results.add(new Result(value));
        }
        return Routes.ask(
                new AnsweringGuest(batch -> new Answer(results, Map.of(), new Answer.Ending.Exited(0))), kind, TWO);
    }
}
