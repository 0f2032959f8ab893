package dev.touchstone.suites.mutants;

import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an audit said of a mutant, beside what it had to say. */
public record Proof(Mutant mutant, AuditRun run) {

    /** Properties with a check that failed. */
    public Set<String> violated() {
        return with(CheckResult.Status.FAILED);
    }

    /** Properties with a check that could not be determined, whatever the others say. */
    public Set<String> undetermined() {
        return with(CheckResult.Status.BROKEN);
    }

    /** Properties that had to be violated and were not. */
    public Set<String> missed() {
        Set<String> missed = new TreeSet<>(mutant.breaks());
        missed.removeAll(violated());
        return missed;
    }

    /** Violated properties that nobody foresaw. */
    public Set<String> collateral() {
        Set<String> collateral = violated();
        collateral.removeAll(mutant.breaks());
        collateral.removeAll(mutant.mayBreak().keySet());
        return collateral;
    }

    /** Undetermined properties that nobody foresaw. */
    public Set<String> leftOpen() {
        Set<String> open = undetermined();
        if (mutant.leavesOpen().containsKey(Mutant.EVERYTHING)) {
            open.clear();
        }
        open.removeAll(mutant.leavesOpen().keySet());
        return open;
    }

    /** Whether it was named by the right properties, by no others, and nothing was left open that could be judged. */
    public boolean holds() {
        return missed().isEmpty() && collateral().isEmpty() && leftOpen().isEmpty();
    }

    /** What is wrong with the proof, with the messages of the checks that went wrong; empty when nothing is. */
    public String describe() {
        if (holds()) {
            return "";
        }
        Set<String> surprising = collateral();
        Set<String> open = leftOpen();
        List<String> messages = run.results().stream()
                .filter(result -> result.status() == CheckResult.Status.BROKEN && open.contains(result.property())
                        || result.status() == CheckResult.Status.FAILED && surprising.contains(result.property()))
                .map(result -> result.property() + " " + result.status() + " [" + result.name() + "]\n"
                        + result.message().indent(4))
                .toList();
        return mutant.id() + " (" + mutant.location() + "): had to break " + mutant.breaks() + " and broke "
                + violated() + "; missed " + missed() + ", not foreseen " + surprising + ", undetermined "
                + open + "\n" + String.join("", messages);
    }

    private Set<String> with(CheckResult.Status status) {
        return run.results().stream()
                .filter(result -> result.status() == status)
                .map(CheckResult::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
