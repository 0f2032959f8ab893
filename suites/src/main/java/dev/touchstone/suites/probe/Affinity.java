package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import java.util.BitSet;

/** Which processors a process may run on. */
public final class Affinity {
    private static final int MASK = 1024; // bytes: 8192 processors, the most that Linux can be built for

    private Affinity() {}

    /** How many processors the guest may use: sched_getaffinity(2). */
    public static int processors(Guest guest) {
        Batch.Builder batch = Batch.inline();
        Batch.Buffer mask = batch.output(MASK);
        Batch.Step asked = batch.call(Syscall.SCHED_GETAFFINITY, 0, MASK, mask);
        Answer answer = guest.ask(batch.build());
        Result length = answer.result(asked);
        if (length.failed() || length.value() == 0) {
            throw new FactException("sched_getaffinity: " + length.describe());
        }
        return BitSet.valueOf(answer.bytes(mask, length.value())).cardinality();
    }
}
