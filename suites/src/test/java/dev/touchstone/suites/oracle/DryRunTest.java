package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.ExecutorBinary;
import dev.touchstone.fixtures.guest.ExecutorGuest;
import dev.touchstone.fixtures.guest.LocalExecutor;
import dev.touchstone.fixtures.guest.Signal;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
    private static final ProbeAnswer SUCCESS = new ProbeAnswer.Succeeded();
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final Map<String, Function<Batch.Builder, Batch.Step>> CALLS =
            Map.of("close(0)", batch -> batch.call(Syscall.CLOSE, 0));

    @TempDir
    Path directory;

    private static DryRun answered(ProbeAnswer answer) {
        return new DryRun(Optional.empty(), Map.of("call", answer));
    }

    @Test
    void anErrorOfAFilterAndItsSignalAreRefusals() {
        assertThat(answered(new ProbeAnswer.Failed(Errno.EPERM.number())).refuses("call"))
                .isTrue();
        assertThat(answered(new ProbeAnswer.Killed(Signal.SIGSYS)).refuses("call"))
                .isTrue();
    }

    @Test
    void whatIsLetThroughIsNoRefusal() {
        DryRun run = answered(new ProbeAnswer.Failed(Errno.ENOSYS.number()));

        assertThat(run.letsThrough("call")).isTrue();
        assertThat(run.refuses("call")).isFalse();
    }

    /** A supervisor may have answered (SECCOMP_RET_USER_NOTIF), or the child have been killed by somebody else. */
    @Test
    void anyOtherAnswerIsNeither() {
        for (ProbeAnswer answer : new ProbeAnswer[] {
            SUCCESS, new ProbeAnswer.Killed(Signal.SIGSEGV), new ProbeAnswer.Lost("did not end within its time limit")
        }) {
            assertThat(answered(answer).refuses("call")).isFalse();
            assertThat(answered(answer).letsThrough("call")).isFalse();
        }
    }

    @Test
    void aCallThatNobodyRefusesIsLetThroughAndNotMade() {
        try (ExecutorGuest guest = start()) {
            DryRun run = DryRun.of(guest, CALLS);

            assertThat(run.obstacle()).isEmpty();
            assertThat(run.letsThrough("close(0)")).isTrue();
        }
    }

    /** Its filter only allows: a supervisor is known by its descriptor, whatever it is asked. */
    @Test
    void nothingIsAskedWhereASupervisorMayHaveItMade() {
        try (ExecutorGuest guest = start()) {
            supervise(guest);

            DryRun run = DryRun.of(guest, CALLS);

            assertThat(run.obstacle()).hasValue("the sandbox's filters have a supervisor, which may let them be made");
            assertThat(run.answers()).isEmpty();
        }
    }

    private ExecutorGuest start() {
        return LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory), LocalExecutor.Launch.PLAIN);
    }

    /** What SECCOMP_FILTER_FLAG_NEW_LISTENER gives to a filter of one instruction, SECCOMP_RET_ALLOW. */
    private static void supervise(ExecutorGuest guest) {
        Batch.Builder batch = Batch.inline();
        byte[] allow = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x06)
                .putInt(0x7fff_0000)
                .array();
        Batch.Buffer header = batch.inOut(new byte[16]);
        batch.store(header, 2, 1);
        batch.store(header.address(8), 8, batch.input(allow));
        batch.call(Syscall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        Batch.Step listener = batch.call(Syscall.SECCOMP, 1, 8, header);
        assertThat(guest.ask(batch.build()).result(listener).failed()).isFalse();
    }
}
