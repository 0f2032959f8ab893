package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which calls a filter refuses with ENOSYS: to a {@link DryRun} they look like those that are let through. Here a call that no filter
 * refuses waits for a supervisor that does not answer until the child's time is up, and is not made; one that is refused comes back.
 *
 * <p>Each that waits takes all of that time. Where a second child has met one that waits, the others are not asked about any more, and
 * taken for what these are; where only one child has, a busy machine may have kept it.
 *
 * @param refused those that a filter refuses
 * @param unclear why it was not to be told of the others; empty where they are let through
 */
public record EnosysRefusals(Set<String> refused, Optional<String> unclear) {
    /** A refused call comes back in microseconds; a busy machine has to start the child. */
    private static final Duration LIMIT = Duration.ofMillis(200);

    private static final int CHILDREN_THAT_WAITED = 2;

    /**
     * Asks about these calls, each added to the batch by its function.
     *
     * @throws dev.touchstone.fixtures.guest.GuestException when the guest cannot be asked
     */
    public static EnosysRefusals of(Guest guest, Map<String, Function<Batch.Builder, Batch.Step>> calls) {
        Deque<String> left = new ArrayDeque<>(calls.keySet());
        Set<String> refused = new LinkedHashSet<>();
        if (left.isEmpty()) {
            return new EnosysRefusals(refused, Optional.empty());
        }
        ProbeAnswer installed = FurtherFilter.UNANSWERED.installed(guest);
        if (!(installed instanceof ProbeAnswer.Succeeded)) {
            return new EnosysRefusals(
                    refused, Optional.of("a filter with a supervisor cannot be installed: " + installed.describe()));
        }
        int waited = 0;
        Duration limit = LIMIT;
        // Ends: each child answers for one call, or has waited, or gives the next ones more time.
        while (!left.isEmpty() && waited < CHILDREN_THAT_WAITED) {
            Batch.Builder batch = Batch.inChild(limit);
            Batch.Step filter = FurtherFilter.UNANSWERED.install(batch, guest.architecture());
            List<Batch.Step> steps = left.stream()
                    .limit(FurtherFilter.MOST_CALLS)
                    .map(name -> calls.get(name).apply(batch))
                    .toList();
            Answer answer = guest.ask(batch.build());
            if (!answer.reached(filter) && answer.ending() instanceof Answer.Ending.TimedOut && limit.equals(LIMIT)) {
                limit = FurtherFilter.TO_INSTALL; // nothing was asked yet
                continue;
            }
            boolean made = !(ProbeAnswer.of(answer, filter) instanceof ProbeAnswer.Succeeded);
            int answered = 0;
            while (!made
                    && answered < steps.size()
                    && ProbeAnswer.of(answer, steps.get(answered)).is(Errno.ENOSYS)) {
                refused.add(left.remove());
                answered++;
            }
            if (answered == steps.size()) {
                continue;
            }
            Batch.Step next = steps.get(answered);
            if (made || !waits(answer, next)) {
                String how = ProbeAnswer.of(answer, made ? filter : next).describe();
                return new EnosysRefusals(
                        refused, Optional.of(left.element() + ": " + how + " where a supervisor was to be asked"));
            }
            if (answered == 0) { // else the others may have taken the time: it is the first to be asked about next
                waited++;
                left.add(left.remove());
            }
        }
        return new EnosysRefusals(refused, Optional.empty());
    }

    private static boolean waits(Answer answer, Batch.Step step) {
        return answer.ending() instanceof Answer.Ending.TimedOut
                && answer.results().size() == step.index();
    }
}
