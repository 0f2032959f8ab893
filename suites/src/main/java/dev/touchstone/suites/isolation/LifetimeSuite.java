package dev.touchstone.suites.isolation;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.witness.MachineProcess;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.Spares;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;

/** What outlives the launcher. Last of all, for it breaks its sandbox. */
@Order(Integer.MAX_VALUE)
public class LifetimeSuite {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int SIGKILL = 9;
    private static final int AT_FDCWD = -100;
    private static final int O_WRONLY_CLOEXEC = 1 | 02000000;

    /** If this fails: a process between the launcher and bwrap lives on, or bwrap runs without --die-with-parent. */
    @Verifies(value = "ISO-04", by = BEHAVED)
    void theSandboxDiesWithItsLauncher(Spares spares, Check check) {
        Sandbox sandbox = spares.toBreak();
        Facts outside = sandbox.witness().facts();
        List<MachineProcess> processes = sandbox.witness().processes().stream()
                .flatMap(pid -> MachineProcess.of(outside, pid).stream())
                .toList();
        check.expects("no process of the sandbox is left once its launcher is killed")
                .probe("SIGKILL to the launcher of a second sandbox, then its processes outside, for "
                        + LIMIT.toSeconds() + " s")
                .lookAt("bwrap --die-with-parent, and that nothing stands between the launcher and bwrap");
        if (processes.isEmpty()) {
            throw new UndeterminedException("the second sandbox had no process to begin with");
        }
        MachineProcess launcher = MachineProcess.of(
                        outside, Math.toIntExact(sandbox.witness().launcher()))
                .orElseThrow(() -> new UndeterminedException("the second sandbox's launcher had ended by itself"));
        long start = System.nanoTime();
        List<MachineProcess> left;
        long stdin = alsoHeld(outside, launcher);
        try {
            kill(outside, launcher);
            left = leftAfterTheLimit(outside, processes);
        } finally {
            close(outside, stdin);
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

    private static void kill(Facts outside, MachineProcess process) {
        Batch.Builder batch = Batch.inline();
        Batch.Step kill = batch.call(Syscall.KILL, process.pid(), SIGKILL);
        Result result = outside.guest().ask(batch.build()).result(kill);
        if (result.failed()) {
            throw new UndeterminedException("the second sandbox's launcher could not be killed: " + result.describe());
        }
    }

    private static List<MachineProcess> leftAfterTheLimit(Facts outside, List<MachineProcess> processes) {
        try {
            Awaitility.await("every process of the sandbox is gone")
                    .pollInSameThread() // another thread would be interrupted at the limit, in the middle of a question
                    .pollDelay(Duration.ofMillis(1))
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(LIMIT)
                    .until(() -> MachineProcess.alive(outside, processes).isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return MachineProcess.alive(outside, processes);
        }
    }

    /**
     * Keeps the launcher's stdin open beyond its end: this side of a pipe is closed when its process ends, and an executor that
     * reads the end of its input ends by itself, which proves nothing. A machine's port is no pipe, and stays open by itself.
     */
    private static long alsoHeld(Facts outside, MachineProcess launcher) {
        boolean pipe =
                String.valueOf(outside.descriptors(launcher.pid()).get(0)).startsWith("pipe:");
        if (!pipe) {
            return -1;
        }
        Batch.Builder batch = Batch.inline();
        Batch.Step open = batch.call(
                Syscall.OPENAT, AT_FDCWD, batch.text("/proc/" + launcher.pid() + "/fd/0"), O_WRONLY_CLOEXEC, 0);
        Result result = outside.guest().ask(batch.build()).result(open);
        if (result.failed()) {
            throw new UndeterminedException("the second sandbox's stdin could not be kept open: " + result.describe());
        }
        return result.value();
    }

    private static void close(Facts outside, long descriptor) {
        if (descriptor >= 0) {
            Batch.Builder batch = Batch.inline();
            batch.call(Syscall.CLOSE, descriptor);
            outside.guest().ask(batch.build());
        }
    }
}
