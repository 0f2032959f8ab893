package dev.touchstone.suites.mutants;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of a mutant, and why.
 *
 * @param judged the properties that were judged
 * @param violated what each property said that has a check that failed, without those that fail for the unbroken target too
 * @param undetermined likewise, for those with a check that could not be determined
 * @param effect where the change was seen in the booted sandbox; empty where it was not
 * @param message of a killed one, what its properties said; else why it is none
 * @param duration from the launch to the last check
 * @param firstTime what left the first of two trials open; empty where there was one trial
 */
public record Trial(
        Mutant mutant,
        Result result,
        Set<String> judged,
        SortedMap<String, String> violated,
        SortedMap<String, String> undetermined,
        List<String> effect,
        String message,
        Duration duration,
        String firstTime) {

    public Trial {
        judged = Collections.unmodifiableSet(new TreeSet<>(judged));
        violated = Collections.unmodifiableSortedMap(new TreeMap<>(violated));
        undetermined = Collections.unmodifiableSortedMap(new TreeMap<>(undetermined));
        effect = List.copyOf(effect);
    }

    /** The only one of its mutant. */
    public Trial(
            Mutant mutant,
            Result result,
            Set<String> judged,
            SortedMap<String, String> violated,
            SortedMap<String, String> undetermined,
            List<String> effect,
            String message,
            Duration duration) {
        this(mutant, result, judged, violated, undetermined, effect, message, duration, "");
    }

    /** This one, as the second of its mutant. */
    Trial after(Trial first) {
        return new Trial(mutant, result, judged, violated, undetermined, effect, message, duration, first.complaint());
    }

    /** Whether nothing speaks against the suites but that something could not be told, which another trial may tell. */
    boolean isOpen() {
        boolean survived = result == Result.SURVIVED || result == Result.WRONG_KILL;
        boolean untold = result == Result.UNDETERMINED || !leftOpen().isEmpty();
        return untold && !survived && collateral().isEmpty();
    }

    /** A mutant about which nothing can be said. */
    static Trial undetermined(Mutant mutant, String why, Duration duration) {
        return new Trial(
                mutant, Result.UNDETERMINED, Set.of(), new TreeMap<>(), new TreeMap<>(), List.of(), why, duration);
    }

    /** Properties that had to be violated and were. */
    public Set<String> killedBy() {
        return intersection(violated.keySet(), mutant.breaks());
    }

    /** Properties that had to be violated and were not. */
    public Set<String> missed() {
        return difference(mutant.breaks(), violated.keySet());
    }

    /** Other violated properties, for whose violation the mutant has a reason. */
    public Set<String> consequences() {
        return intersection(violated.keySet(), mutant.mayBreak().keySet());
    }

    /** Violated properties that nobody foresaw. */
    public Set<String> collateral() {
        return difference(
                difference(violated.keySet(), mutant.breaks()),
                mutant.mayBreak().keySet());
    }

    /** Undetermined properties that nobody foresaw. */
    public Set<String> leftOpen() {
        Map<String, String> foreseen = mutant.leavesOpen();
        return foreseen.containsKey(Mutant.EVERYTHING)
                ? Set.of()
                : difference(undetermined.keySet(), foreseen.keySet());
    }

    /** Whether it is killed by the right properties, or equivalent, and nobody else complained without a reason. */
    public boolean holds() {
        boolean asDeclared = result == Result.KILLED || result == Result.EQUIVALENT;
        return asDeclared && collateral().isEmpty() && leftOpen().isEmpty();
    }

    /** What is wrong, with what was said by those from whom nobody expected it; empty when nothing is. */
    public String complaint() {
        if (holds()) {
            return "";
        }
        StringBuilder text = new StringBuilder(mutant.id())
                .append(" (")
                .append(mutant.location())
                .append("): ")
                .append(result);
        if (result != Result.KILLED && result != Result.EQUIVALENT) {
            text.append("\n").append(message.indent(2));
        }
        collateral().forEach(id -> text.append("\nviolated without a reason: ").append(violated.get(id)));
        leftOpen()
                .forEach(id -> text.append("\nundetermined without a reason: ").append(undetermined.get(id)));
        return text.toString();
    }

    private static Set<String> intersection(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    private static Set<String> difference(Set<String> all, Set<String> less) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(less);
        return left;
    }
}
