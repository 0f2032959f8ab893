package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import java.time.Duration;
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
 */
public record Oracle(String call, Function<Batch.Builder, Batch.Step> probe, Set<String> open) {
    /** Far above what any of these calls takes; they return at once or are killed. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** An oracle whose open answers are given as names in one string, separated by blanks. */
    public static Oracle of(String call, String open, Function<Batch.Builder, Batch.Step> probe) {
        return new Oracle(call, probe, Stream.of(open.split(" ")).collect(Collectors.toUnmodifiableSet()));
    }

    /** Asks it in a child of its own: a filter that kills must not kill the one who asks. */
    public ProbeAnswer ask(Guest guest) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step step = probe.apply(batch);
        Answer answer = guest.ask(batch.build());
        return ProbeAnswer.of(answer, step);
    }
}
