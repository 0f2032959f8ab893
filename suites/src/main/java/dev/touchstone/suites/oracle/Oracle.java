package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A system call whose arguments make it harmless even where nothing stops it, so that its answer tells who refused it.
 *
 * @param call as messages write it, such as {@code chroot("/")}
 * @param probe adds the call to a batch and names the step that counts
 * @param open the answers of a kernel that lets the call through, as names ("EINVAL", "success"); any other answer is no
 *     evidence for anything
 * @param opens whether all that is left of a call that worked is an open descriptor, which no other oracle's answer depends on
 */
public record Oracle(String call, Function<Batch.Builder, Batch.Step> probe, Set<String> open, boolean opens) {
    /** Far above what any of these calls takes; they return at once or are killed. */
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Oracles in one child: far fewer operations than a batch holds. */
    private static final int AT_ONCE = 32;

    /** An oracle whose open answers are given as names in one string, separated by blanks. */
    public static Oracle of(String call, String open, Function<Batch.Builder, Batch.Step> probe) {
        return new Oracle(call, probe, Stream.of(open.split(" ")).collect(Collectors.toUnmodifiableSet()), false);
    }

    /** One that opens descriptors where it works, and does nothing else. */
    public static Oracle opening(String call, Function<Batch.Builder, Batch.Step> probe) {
        return new Oracle(call, probe, Set.of("success"), true);
    }

    /** Asks it in a child of its own: a filter that kills must not kill the one who asks. */
    public ProbeAnswer ask(Guest guest) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step step = probe.apply(batch);
        Answer answer = guest.ask(batch.build());
        return ProbeAnswer.of(answer, step);
    }

    /**
     * Asks several, each as if in a child of its own, in as few children as that takes: a call that was refused has changed
     * nothing for those after it, nor has one that only opens something. What stands behind any other one that worked, or one
     * that the child did not survive, is asked anew.
     *
     * @return the answers in the order of the oracles
     */
    public static List<ProbeAnswer> askAll(Guest guest, List<Oracle> oracles) {
        List<ProbeAnswer> answers = new ArrayList<>(oracles.size());
        int together = AT_ONCE;
        while (answers.size() < oracles.size()) { // ends: each child answers for its first oracle
            int first = answers.size();
            int end = Math.min(oracles.size(), first + together);
            answers.addAll(inOneChild(guest, oracles.subList(first, end)));
            // Where calls work, most of what is asked together would have to be asked again.
            boolean undisturbed = answers.size() == end && oracles.get(end - 1).leavesAllAsItWas(answers.get(end - 1));
            together = undisturbed ? Math.min(AT_ONCE, 2 * together) : 1;
        }
        return List.copyOf(answers);
    }

    private boolean leavesAllAsItWas(ProbeAnswer answer) {
        return answer instanceof ProbeAnswer.Failed || (opens && answer instanceof ProbeAnswer.Succeeded);
    }

    /** The answers that count: up to the first call that left a trace, and of one that did not come back only where it was the first. */
    private static List<ProbeAnswer> inOneChild(Guest guest, List<Oracle> oracles) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        List<Batch.Step> steps =
                oracles.stream().map(oracle -> oracle.probe.apply(batch)).toList();
        Answer answer = guest.ask(batch.build());
        List<ProbeAnswer> answers = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            ProbeAnswer one = ProbeAnswer.of(answer, steps.get(i));
            if (answer.reached(steps.get(i)) || answers.isEmpty()) {
                answers.add(one);
            }
            if (!oracles.get(i).leavesAllAsItWas(one)) {
                break;
            }
        }
        return answers;
    }
}
