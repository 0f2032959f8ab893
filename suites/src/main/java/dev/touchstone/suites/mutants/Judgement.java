package dev.touchstone.suites.mutants;

import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes a trial of an audit: whether what was said is what had to be said. */
final class Judgement {
    private final Mutant mutant;
    private final Effect effect;
    private final Baseline baseline;
    private final AuditRun run;
    private final SortedMap<String, String> violated;
    private final SortedMap<String, String> undetermined;
    private final Set<String> missed;

    private Judgement(Mutant mutant, Effect effect, Baseline baseline, AuditRun run) {
        this.mutant = mutant;
        this.effect = effect;
        this.baseline = baseline;
        this.run = run;
        this.violated = said(run.results(), Status.FAILED);
        this.undetermined = said(run.results(), Status.BROKEN);
        baseline.alarms().keySet().forEach(violated::remove);
        baseline.alarms().keySet().forEach(undetermined::remove);
        this.missed = new TreeSet<>(mutant.breaks());
        missed.removeAll(violated.keySet());
    }

    static Trial of(Mutant mutant, Effect effect, Baseline baseline, AuditRun run) {
        return new Judgement(mutant, effect, baseline, run).trial();
    }

    /** What each property's checks that ended so said, by property. */
    static SortedMap<String, String> said(List<CheckResult> results, Status status) {
        SortedMap<String, String> said = new TreeMap<>();
        for (CheckResult result : results) {
            if (result.status() == status) {
                String line = result.property() + " [" + result.name() + "] " + result.message();
                said.merge(result.property(), line, (one, other) -> one + "\n" + other);
            }
        }
        return said;
    }

    private Trial trial() {
        if (mutant.equivalent().isPresent()) {
            return violated.isEmpty()
                    ? trial(Result.EQUIVALENT, mutant.equivalent().get())
                    : trial(Result.WRONG_KILL, "declared equivalent, but noticed:\n" + of(violated.keySet(), violated));
        }
        if (!effect.isSeen()) {
            return trial(
                    Result.UNDETERMINED,
                    "the change cannot be seen in the booted sandbox, which looks as " + mutant.base()
                            + " does: nothing is proven");
        }
        Set<String> doubted = new TreeSet<>(mutant.breaks());
        doubted.retainAll(baseline.alarms().keySet());
        if (!doubted.isEmpty()) {
            return trial(
                    Result.UNDETERMINED,
                    doubted + " is not conforming in " + mutant.base() + " itself:\n" + of(doubted, baseline.alarms()));
        }
        if (missed.isEmpty()) {
            return trial(Result.KILLED, of(mutant.breaks(), violated));
        }
        if (undetermined.keySet().containsAll(missed)) {
            return trial(Result.UNDETERMINED, missed + " could not be judged:\n" + of(missed, undetermined));
        }
        if (missed.containsAll(mutant.breaks()) && !violated.isEmpty()) {
            return trial(
                    Result.WRONG_KILL, missed + " did not notice, but others did:\n" + of(violated.keySet(), violated));
        }
        return trial(
                Result.SURVIVED,
                missed + " did not notice; the change was seen in the booted sandbox: "
                        + String.join("; ", effect.differences()));
    }

    private static String of(Set<String> properties, SortedMap<String, String> said) {
        return String.join("\n", properties.stream().map(said::get).toList());
    }

    private Trial trial(Result result, String message) {
        Set<String> judged = run.results().stream().map(CheckResult::property).collect(Collectors.toSet());
        return new Trial(mutant, result, judged, violated, undetermined, effect.differences(), message, run.duration());
    }
}
