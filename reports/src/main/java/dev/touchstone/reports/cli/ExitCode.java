package dev.touchstone.reports.cli;

/** What the process ends with; scripts rely on the numbers. */
final class ExitCode {
    /** Conformant, or what was asked for was done. */
    static final int OK = 0;

    /** At least one violation. */
    static final int VIOLATED = 1;

    /** Nothing violated, but something undetermined. */
    static final int UNDETERMINED = 2;

    /** It could not run: a wrong command line, a bad file, a prerequisite that is missing, a boot that failed. */
    static final int COULD_NOT_RUN = 3;

    private ExitCode() {}

    /**
     * The worse of two, for several targets: an audit that could not run is worse than a violation, and that is worse
     * than something undetermined.
     */
    static int worse(int one, int other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(int code) {
        return switch (code) {
            case OK -> 0;
            case UNDETERMINED -> 1;
            case VIOLATED -> 2;
            default -> 3;
        };
    }
}
