package dev.touchstone.reports.verdict;

/** What was to be judged contradicts the profile: an unknown property in a waiver or a result. The audit could not run. */
public class JudgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JudgeException(String message) {
        super(message);
    }
}
