package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.AnsweringGuest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class EnosysRefusalsTest {
    private static final long WAITS = Long.MAX_VALUE;
    private static final long ENOSYS = -38;
    private static final long EBUSY = -16;

    private final Map<String, Function<Batch.Builder, Batch.Step>> calls = calls();

    private static Map<String, Function<Batch.Builder, Batch.Step>> calls() {
        Map<String, Function<Batch.Builder, Batch.Step>> calls = new LinkedHashMap<>();
        calls.put("keyctl", batch -> batch.call(Syscall.KEYCTL));
        calls.put("mount", batch -> batch.call(Syscall.MOUNT));
        calls.put("bpf", batch -> batch.call(Syscall.BPF));
        return calls;
    }

    private EnosysRefusals asked(ToLongFunction<Syscall> answers) {
        return EnosysRefusals.of(new AnsweringGuest(batch -> answered(batch, answers)), calls);
    }

    @Test
    void whatComesBackIsRefused() {
        EnosysRefusals refusals = asked(call -> call == Syscall.SECCOMP ? 7 : ENOSYS);

        assertThat(refusals.refused()).containsExactly("keyctl", "mount", "bpf");
        assertThat(refusals.unclear()).isEmpty();
    }

    @Test
    void whatWaitsIsLetThrough() {
        EnosysRefusals refusals = asked(call -> call == Syscall.SECCOMP ? 7 : call == Syscall.MOUNT ? WAITS : ENOSYS);

        assertThat(refusals.refused()).containsExactly("keyctl", "bpf");
        assertThat(refusals.unclear()).isEmpty();
    }

    @Test
    void whereTwoWaitTheOthersAreNotAskedAbout() {
        AtomicInteger children = new AtomicInteger();
        EnosysRefusals refusals = asked(call -> {
            children.addAndGet(call == Syscall.SECCOMP ? 1 : 0);
            return call == Syscall.SECCOMP ? 7 : WAITS;
        });

        assertThat(refusals.refused()).isEmpty();
        assertThat(refusals.unclear()).isEmpty();
        assertThat(children).hasValue(3); // one for the installation alone
    }

    /** A child that was not begun in time has waited for a processor. */
    @Test
    void whatWaitsOnceIsNotLetThrough() {
        AtomicInteger children = new AtomicInteger();
        EnosysRefusals refusals = asked(call -> {
            if (call == Syscall.SECCOMP) {
                children.incrementAndGet();
                return 7;
            }
            return children.get() == 2 ? WAITS : ENOSYS;
        });

        assertThat(refusals.refused()).containsExactly("mount", "bpf", "keyctl");
        assertThat(refusals.unclear()).isEmpty();
    }

    /** A slow machine may not get through all of them in the time of one. */
    @Test
    void whatWaitsBehindOthersIsAskedAboutFirstTheNextTime() {
        AtomicInteger children = new AtomicInteger();
        AtomicInteger inThisOne = new AtomicInteger();
        EnosysRefusals refusals = asked(call -> {
            if (call == Syscall.SECCOMP) {
                children.incrementAndGet();
                inThisOne.set(0);
                return 7;
            }
            return inThisOne.incrementAndGet() > 1 ? WAITS : ENOSYS;
        });

        assertThat(refusals.refused()).containsExactly("keyctl", "mount", "bpf");
        assertThat(refusals.unclear()).isEmpty();
        assertThat(children).hasValue(4); // one for the installation alone
    }

    @Test
    void aChildThatHadNoTimeToBeginGetsMore() {
        AtomicInteger children = new AtomicInteger();
        EnosysRefusals refusals =
                asked(call -> call != Syscall.SECCOMP ? ENOSYS : children.incrementAndGet() == 2 ? WAITS : 7);

        assertThat(refusals.refused()).containsExactly("keyctl", "mount", "bpf");
        assertThat(refusals.unclear()).isEmpty();
    }

    @Test
    void aChildThatNeverBeginsSaysNothing() {
        AtomicInteger children = new AtomicInteger();
        EnosysRefusals refusals =
                asked(call -> call != Syscall.SECCOMP ? ENOSYS : children.incrementAndGet() > 1 ? WAITS : 7);

        assertThat(refusals.refused()).isEmpty();
        assertThat(refusals.unclear())
                .contains("keyctl: did not end within its time limit where a supervisor was to be asked");
    }

    /** The kernel has one supervisor for all filters of a process, and a sandbox may have it already. */
    @Test
    void withoutASupervisorNothingIsKnown() {
        EnosysRefusals refusals = asked(call -> call == Syscall.SECCOMP ? EBUSY : ENOSYS);

        assertThat(refusals.refused()).isEmpty();
        assertThat(refusals.unclear()).contains("a filter with a supervisor cannot be installed: EBUSY");
    }

    @Test
    void anAnswerThatNobodyKnowsIsNoRefusal() {
        EnosysRefusals refusals = asked(call -> call == Syscall.SECCOMP ? 7 : call == Syscall.BPF ? 0 : ENOSYS);

        assertThat(refusals.refused()).containsExactly("keyctl", "mount");
        assertThat(refusals.unclear()).contains("bpf: success where a supervisor was to be asked");
    }

    @Test
    void whereThereIsNothingToAskNobodyIsAsked() {
        EnosysRefusals refusals = EnosysRefusals.of(
                new AnsweringGuest(batch -> {
                    throw new AssertionError("asked");
                }),
                Map.of());

        assertThat(refusals.refused()).isEmpty();
        assertThat(refusals.unclear()).isEmpty();
    }

    private static Answer answered(Batch batch, ToLongFunction<Syscall> answers) {
        List<Result> results = new ArrayList<>();
        for (Batch.Operation operation : batch.operations()) {
            long result = operation instanceof Batch.Operation.Call call ? answers.applyAsLong(call.syscall()) : 0;
            if (result == WAITS) {
                return new Answer(results, Map.of(), new Answer.Ending.TimedOut());
            }
            results.add(new Result(result));
        }
        return new Answer(results, Map.of(), new Answer.Ending.Exited(0));
    }
}
