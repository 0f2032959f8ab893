package dev.touchstone.suites.isolation;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.Spares;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;

/** What outlives the launcher. Last of all, for it breaks its sandbox. */
@Order(Integer.MAX_VALUE)
public class LifetimeSuite {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** If this fails: a process between the launcher and bwrap lives on, or bwrap runs without --die-with-parent. */
    @Verifies(value = "ISO-04", by = BEHAVED)
    void theSandboxDiesWithItsLauncher(Spares spares, Check check) throws IOException {
        Sandbox sandbox = spares.toBreak();
        List<HostProcess> processes = sandbox.witness().processes().stream()
                .flatMap(pid -> HostProcess.of(pid).stream())
                .toList();
        check.expects("no process of the sandbox is left once its launcher is killed")
                .probe("SIGKILL to the launcher of a second sandbox, then its processes on the host, for "
                        + LIMIT.toSeconds() + " s")
                .lookAt("bwrap --die-with-parent, and that nothing stands between the launcher and bwrap");
        if (processes.isEmpty()) {
            throw new UndeterminedException("the second sandbox had no process to begin with");
        }
        ProcessHandle launcher = ProcessHandle.of(sandbox.witness().launcher())
                .orElseThrow(() -> new UndeterminedException("the second sandbox's launcher had ended by itself"));
        long start = System.nanoTime();
        List<HostProcess> left;
        OutputStream stdin = alsoHeld(launcher);
        try {
            launcher.destroyForcibly();
            left = leftAfterTheLimit(processes);
        } finally {
            stdin.close();
        }
        check.observes(
                left.isEmpty()
                        ? processes.size() + " processes gone after " + (System.nanoTime() - start) / 1_000_000 + " ms"
                        : left.size() + " of " + processes.size() + " processes live on: " + left);
        assertThat(left)
                .withFailMessage(
                        "%d s after its launcher was killed, the sandbox still runs: %s", LIMIT.toSeconds(), left)
                .isEmpty();
    }

    private static List<HostProcess> leftAfterTheLimit(List<HostProcess> processes) {
        try {
            Awaitility.await("every process of the sandbox is gone")
                    .pollDelay(Duration.ofMillis(1))
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(LIMIT)
                    .until(() -> processes.stream().noneMatch(HostProcess::alive));
            return List.of();
        } catch (ConditionTimeoutException e) {
            return processes.stream().filter(HostProcess::alive).toList();
        }
    }

    /**
     * Keeps the launcher's stdin open beyond its end: Java closes its own side when a process ends, and an executor that reads
     * the end of its input ends by itself, which proves nothing.
     */
    private static OutputStream alsoHeld(ProcessHandle launcher) {
        Path stdin = Path.of("/proc/" + launcher.pid() + "/fd/0");
        try {
            return Files.newOutputStream(stdin, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UndeterminedException("the second sandbox's stdin could not be kept open: " + e);
        }
    }
}
