package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private static final ProbeAnswer SUCCESS = new ProbeAnswer.Succeeded();

    private static DryRun answered(ProbeAnswer answer) {
        return new DryRun(SUCCESS, Map.of("call", answer));
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
}
