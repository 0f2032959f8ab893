package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Signal;
import dev.touchstone.fixtures.guest.Syscall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeAnswerTest {
    private static ProbeAnswer of(Answer.Ending ending, Result... results) {
        Batch.Step step = Batch.inChild(Duration.ofSeconds(1)).call(Syscall.GETPID);
        return ProbeAnswer.of(new Answer(List.of(results), Map.of(), ending), step);
    }

    @Test
    void aCallThatCameBackWorkedOrFailed() {
        assertThat(of(new Answer.Ending.Exited(0), new Result(7))).isEqualTo(new ProbeAnswer.Succeeded());
        assertThat(of(new Answer.Ending.Exited(0), new Result(0))).isEqualTo(new ProbeAnswer.Succeeded());
        assertThat(of(new Answer.Ending.Exited(0), new Result(-Errno.EPERM.number())))
                .isEqualTo(new ProbeAnswer.Failed(Errno.EPERM.number()));
    }

    @Test
    void whatCameBackCountsEvenIfTheChildWasKilledLater() {
        assertThat(of(new Answer.Ending.Signalled(Signal.SIGSYS), new Result(7)))
                .isEqualTo(new ProbeAnswer.Succeeded());
    }

    @Test
    void aCallThatDidNotComeBackKilledOrIsLost() {
        assertThat(of(new Answer.Ending.Signalled(Signal.SIGSYS))).isEqualTo(new ProbeAnswer.Killed(Signal.SIGSYS));
        assertThat(of(new Answer.Ending.Exited(3))).isEqualTo(new ProbeAnswer.Lost("exited with status 3"));
    }

    /** A filter that kills for bind() says nothing of a sendto() that comes after it. */
    @Test
    void whatKilledTheChildBeforeTheCallSaysNothingOfTheCall() {
        Batch.Builder batch = Batch.inChild(Duration.ofSeconds(1));
        batch.call(Syscall.BIND, 0, 0, 0);
        Batch.Step counted = batch.call(Syscall.SENDTO, 0, 0, 0, 0, 0, 0);
        Answer.Ending killed = new Answer.Ending.Signalled(Signal.SIGSYS);

        assertThat(ProbeAnswer.of(new Answer(List.of(), Map.of(), killed), counted))
                .isEqualTo(new ProbeAnswer.Lost("killed by SIGSYS before the call"));
        assertThat(ProbeAnswer.of(new Answer(List.of(new Result(0)), Map.of(), killed), counted))
                .isEqualTo(new ProbeAnswer.Killed(Signal.SIGSYS));
    }

    @Test
    void namesOneError() {
        assertThat(new ProbeAnswer.Failed(Errno.EPERM.number()).is(Errno.EPERM)).isTrue();
        assertThat(new ProbeAnswer.Failed(Errno.EACCES.number()).is(Errno.EPERM))
                .isFalse();
        assertThat(new ProbeAnswer.Succeeded().is(Errno.EPERM)).isFalse();
    }

    @Test
    void isDescribedAsMessagesHaveIt() {
        assertThat(new ProbeAnswer.Failed(Errno.EPERM.number()).describe()).isEqualTo("EPERM");
        assertThat(new ProbeAnswer.Succeeded().describe()).isEqualTo("success");
        assertThat(new ProbeAnswer.Killed(Signal.SIGSYS).describe()).isEqualTo("killed by SIGSYS");
        assertThat(new ProbeAnswer.Lost("gone").describe()).isEqualTo("gone");
    }
}
