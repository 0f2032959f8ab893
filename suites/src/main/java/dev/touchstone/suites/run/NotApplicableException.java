package dev.touchstone.suites.run;

/**
 * The target's own file leaves nothing to judge here. Never thrown for what a sandbox says alone: a sandbox must not be able to
 * talk its way out of a check.
 */
public final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason for the report: what is not there to be judged, and how it could be */
    public NotApplicableException(String reason) {
        super(reason);
    }
}
