package dev.touchstone.suites.mutants;

import java.time.Duration;
import java.util.List;

/**
 * What a campaign came to.
 *
 * @param trials in the order of the mutants
 * @param leftOut what could not be tried on this machine
 * @param duration from the first boot to the last check
 */
public record Proof(List<Trial> trials, List<LeftOut> leftOut, Duration duration) {

    public Proof {
        trials = List.copyOf(trials);
        leftOut = List.copyOf(leftOut);
    }

    /** The trials with this result. */
    public List<Trial> with(Result result) {
        return trials.stream().filter(trial -> trial.result() == result).toList();
    }

    /** Trials in which somebody complained, or could not tell, without a reason. */
    public List<Trial> withUnforeseen() {
        return trials.stream()
                .filter(trial ->
                        !trial.collateral().isEmpty() || !trial.leftOpen().isEmpty())
                .toList();
    }
}
