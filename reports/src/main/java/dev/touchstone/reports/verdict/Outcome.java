package dev.touchstone.reports.verdict;

import dev.touchstone.suites.run.CheckResult;
import java.util.Collection;
import java.util.Comparator;

/** What a check, and from its checks a property, came to. */
public enum Outcome {
    CONFORMS(1),
    VIOLATES(4),
    /** Nobody knows. Never a pass. */
    UNDETERMINED(3),
    /** It violates, and somebody accepted that in writing, until a date. */
    WAIVED(2),
    NOT_APPLICABLE(0);

    private final int rank;

    Outcome(int rank) {
        this.rank = rank;
    }

    /** In JUnit's terms: passed, failed by assertion, failed by anything else, aborted with a reason. */
    public static Outcome of(CheckResult.Status status) {
        return switch (status) {
            case PASSED -> CONFORMS;
            case FAILED -> VIOLATES;
            case BROKEN -> UNDETERMINED;
            case NOT_APPLICABLE -> NOT_APPLICABLE;
        };
    }

    /**
     * The worst of several: VIOLATES, UNDETERMINED, WAIVED, CONFORMS, NOT_APPLICABLE.
     *
     * @throws IllegalArgumentException when there are none: nothing seen is not an outcome
     */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return outcomes.stream()
                .max(Comparator.comparingInt(outcome -> outcome.rank))
                .orElseThrow(() -> new IllegalArgumentException("no outcomes to take the worst of"));
    }

    /** Whether somebody looked and knows. */
    public boolean judged() {
        return this == CONFORMS || this == VIOLATES || this == WAIVED;
    }
}
