package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Signal;

/** How one probe, asked in a child of its own, came out. */
public sealed interface ProbeAnswer {

    /** As messages name it: "EPERM", "success", "killed by SIGSYS". */
    String describe();

    /** The call came back with an error. */
    record Failed(int errno) implements ProbeAnswer {
        @Override
        public String describe() {
            return Errno.describe(errno);
        }
    }

    /** The call worked. */
    record Succeeded() implements ProbeAnswer {
        @Override
        public String describe() {
            return "success";
        }
    }

    /** The call ended the process that made it. */
    record Killed(Signal signal) implements ProbeAnswer {
        @Override
        public String describe() {
            return "killed by " + signal;
        }
    }

    /** The call did not come back in time, or the child ended before it: nothing can be said. */
    record Lost(String how) implements ProbeAnswer {
        @Override
        public String describe() {
            return how;
        }
    }

    /** Whether the call failed with this error. */
    default boolean is(Errno errno) {
        return this instanceof Failed failed && failed.errno() == errno.number();
    }

    /** Whether a filter ended the process: SIGSYS is sent by nobody else (man 2 seccomp). */
    default boolean isKilledByAFilter() {
        return this instanceof Killed killed && killed.signal().number() == Signal.SIGSYS.number();
    }

    /** Reads the outcome of one step of a batch that ran in a child; what ended the child before that step says nothing of it. */
    static ProbeAnswer of(Answer answer, Batch.Step step) {
        if (answer.reached(step)) {
            Result result = answer.result(step);
            return result.failed() ? new Failed((int) -result.value()) : new Succeeded();
        }
        boolean begun = answer.results().size() == step.index();
        if (answer.ending() instanceof Answer.Ending.Signalled signalled && begun) {
            return new Killed(signalled.signal());
        }
        return new Lost(answer.ending().describe() + (begun ? "" : " before the call"));
    }
}
