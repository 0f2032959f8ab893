package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelRulesTest {
    private static final String HTTP_SOCKET = "/tmp/claude-http-1.sock";
    private static final String SOCKS_SOCKET = "/tmp/claude-socks-1.sock";
    private static final List<String> SOCKETS = List.of(HTTP_SOCKET, SOCKS_SOCKET);
    private static final Tunnel HTTP = tunnel("TCP-LISTEN:3128,bind=127.0.0.1,fork", "UNIX-CONNECT:" + HTTP_SOCKET);
    private static final Tunnel SOCKS = tunnel("TCP-LISTEN:1080,bind=127.0.0.1,fork", "UNIX-CONNECT:" + SOCKS_SOCKET);

    private final TunnelRules rules =
            new TunnelRules(Map.of(3128, "/tmp/claude-http-*.sock", 1080, "/tmp/claude-socks-*.sock"));

    @Test
    void theDocumentedTunnelsDeviateInNothing() {
        assertThat(rules.deviations(List.of(HTTP, SOCKS), SOCKETS)).isEmpty();
    }

    @Test
    void oneForkedForAConnectionIsTheSameTunnel() {
        assertThat(rules.deviations(List.of(HTTP, HTTP, SOCKS), SOCKETS)).isEmpty();
    }

    @Test
    void aMissingTunnelIsNamedByItsPort() {
        assertThat(rules.deviations(List.of(HTTP), SOCKETS)).containsExactly("no process leads port 1080 anywhere");
    }

    @Test
    void aMissingSocketIsNamed() {
        assertThat(rules.deviations(List.of(HTTP, SOCKS), List.of(HTTP_SOCKET)))
                .containsExactly(
                        "there is no socket /tmp/claude-socks-*.sock",
                        "not to /tmp/claude-socks-*.sock: port 1080 → /tmp/claude-socks-1.sock");
    }

    @Test
    void tunnelsThatAreSwappedAreBothNamed() {
        Tunnel swapped = tunnel("TCP-LISTEN:3128", "UNIX-CONNECT:" + SOCKS_SOCKET);
        Tunnel other = tunnel("TCP-LISTEN:1080", "UNIX-CONNECT:" + HTTP_SOCKET);
        assertThat(rules.deviations(List.of(swapped, other), SOCKETS))
                .containsExactlyInAnyOrder(
                        "not to /tmp/claude-http-*.sock: port 3128 → /tmp/claude-socks-1.sock",
                        "not to /tmp/claude-socks-*.sock: port 1080 → /tmp/claude-http-1.sock");
    }

    @Test
    void aTunnelThatNobodyDocumentedIsNamed() {
        Tunnel further = tunnel("TCP-LISTEN:9999", "UNIX-CONNECT:/tmp/other.sock");
        Tunnel strange = tunnel("EXEC:nc", "TCP:10.0.0.1:22");
        assertThat(rules.deviations(List.of(HTTP, SOCKS, further, strange), SOCKETS))
                .containsExactly(
                        "a tunnel that is not documented: port 9999 → /tmp/other.sock",
                        "a tunnel that is not documented: socat EXEC:nc TCP:10.0.0.1:22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TCP-LISTEN:3128,fork,reuseaddr | UNIX-CONNECT:/tmp/a.sock | port 3128 → /tmp/a.sock",
                "tcp4-listen:3128 | unix-connect:/tmp/a.sock,retry=3 | port 3128 → /tmp/a.sock",
                "TCP6-LISTEN:1080,ipv6only=0 | UNIX:/tmp/a.sock | port 1080 → /tmp/a.sock",
                "TCP-L:1080 | UNIX-CLIENT:/tmp/a.sock | port 1080 → /tmp/a.sock",
                "TCP-LISTEN:http | UNIX:/tmp/a.sock | socat TCP-LISTEN:http UNIX:/tmp/a.sock",
                "UNIX-LISTEN:/tmp/a.sock | TCP:localhost:99 | socat UNIX-LISTEN:/tmp/a.sock TCP:localhost:99"
            })
    void commandLinesAreReadAsSocatReadsThem(String listen, String connect, String description) {
        assertThat(tunnel(listen, connect).describe()).isEqualTo(description);
    }

    private static Tunnel tunnel(String... arguments) {
        return Tunnel.of(
                3, Stream.concat(Stream.of("socat"), Stream.of(arguments)).toList());
    }
}
