package dev.touchstone.reports.verdict;

import java.util.Collection;

/** What all properties together come to, and the exit code that says so. */
public enum Conclusion {
    CONFORMANT(0),
    NONCONFORMANT(1),
    /** Nothing violates, but something, or everything, is unknown. */
    UNDETERMINED(2);

    private final int exitCode;

    Conclusion(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** From the outcome of every property. A sandbox of which nothing was judged conforms to nothing. */
    public static Conclusion of(Collection<Outcome> outcomes) {
        if (outcomes.contains(Outcome.VIOLATES)) {
            return NONCONFORMANT;
        }
        boolean known =
                !outcomes.contains(Outcome.UNDETERMINED) && outcomes.stream().anyMatch(Outcome::judged);
        return known ? CONFORMANT : UNDETERMINED;
    }
}
