package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.container.Engine;
import dev.touchstone.fixtures.container.EngineException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** The engine of this machine under an address that could be anywhere: a port of the loopback interface that leads to its socket. */
final class ForwardedEngine implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Process forwarding;
    private final int port;

    private ForwardedEngine(Process forwarding, int port) {
        this.forwarding = forwarding;
        this.port = port;
    }

    /** Skips the test where there is no engine with a socket here; CI has one. */
    static ForwardedEngine start() throws IOException {
        URI here;
        try {
            here = Engine.open().location().host();
        } catch (EngineException e) {
            assertThat(System.getenv("CI"))
                    .as("CI has to run this test: " + e.getMessage())
                    .isNotEqualTo("true");
            Assumptions.abort(e.getMessage());
            throw e;
        }
        Assumptions.assumeTrue("unix".equals(here.getScheme()), "the engine at " + here + " has no socket here");
        int port = freePort();
        Process socat = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "socat",
                        "TCP-LISTEN:" + port + ",bind=127.0.0.1,fork,reuseaddr",
                        "UNIX-CONNECT:" + here.getPath())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await("socat listens").atMost(LIMIT).until(() -> listens(port));
        return new ForwardedEngine(socat, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String address() {
        return "tcp://127.0.0.1:" + port;
    }

    /** For a program that is to use it, with somebody who sees its machine. */
    Map<String, String> environment() {
        return Map.of("DOCKER_HOST", address(), "TOUCHSTONE_OBSERVER", "container");
    }

    /** As above, where nobody sees its machine. */
    Map<String, String> unseen() {
        return Map.of("DOCKER_HOST", address());
    }

    /** What is at the engine, by id or name. */
    record Content(Set<String> containers, Set<String> volumes, Set<String> images) {
        static Content now() {
            var client = DockerClientFactory.lazyClient();
            return new Content(
                    client.listContainersCmd().withShowAll(true).exec().stream()
                            .map(each -> each.getId())
                            .collect(Collectors.toSet()),
                    client.listVolumesCmd().exec().getVolumes().stream()
                            .map(each -> each.getName())
                            .collect(Collectors.toSet()),
                    client.listImagesCmd().withShowAll(true).exec().stream()
                            .map(each -> each.getId()
                                    + List.of(each.getRepoTags() == null ? new String[0] : each.getRepoTags()))
                            .collect(Collectors.toSet()));
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> connections = forwarding.descendants().toList();
        forwarding.destroy();
        connections.forEach(ProcessHandle::destroy);
        try {
            if (!forwarding.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                forwarding.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
