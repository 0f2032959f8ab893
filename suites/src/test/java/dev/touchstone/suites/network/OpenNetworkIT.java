package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A target that isolates nothing: the executor as it is, in the host's network. */
@Tag("boots")
@Timeout(120)
class OpenNetworkIT {

    @TempDir
    private Path directory;

    @Test
    void everyWayOutIsFoundAndNamed() throws IOException {
        Path file = directory.resolve("open.yaml");
        Files.writeString(file, """
                name: open
                profile: cowork-1-hardened
                boot:
                  kind: command
                  command: [env, "{executor}"]
                """);
        List<CheckResult> results =
                Audits.of(new TargetReader(Clock.systemUTC()).read(file), "NET-04", "NET-06", "NET-03");

        assertThat(message(results, "no socket name of the host is visible"))
                .startsWith("abstract socket names of the host are visible inside: [")
                .contains("@touchstone-canary-");
        assertThat(message(results, "no canary is reached past the proxies"))
                .startsWith("the host is reached past the proxies:\n")
                .containsPattern("tcp 127\\.0\\.0\\.1:[0-9]+: connected and sent, arrived at the canary")
                .containsPattern(
                        "udp 127\\.0\\.0\\.1:[0-9]+: sent over the sandbox's own loopback, arrived at the canary")
                .containsPattern("unix-stream /[^ ]+: connected and sent, arrived at the canary")
                .containsPattern("unix-abstract @[^ ]+: connected and sent, arrived at the canary")
                .containsPattern("unix-dgram /[^ ]+ through a socket pair: connected and sent, arrived at the canary");
        assertThat(message(results, "a host on the list is not reached all the same"))
                .containsPattern("tcp 127\\.0\\.0\\.1:[0-9]+: connected and sent, arrived at the canary");
        assertThat(message(results, "the list of exceptions is the documented one"))
                .contains("NO_PROXY is not set");
        assertThat(message(results, "each port leads to its socket")).contains("no process leads port 3128 anywhere");
    }

    private static String message(List<CheckResult> results, String name) {
        CheckResult result = results.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(result.status()).as(result.message()).isEqualTo(Status.FAILED);
        return result.message();
    }
}
