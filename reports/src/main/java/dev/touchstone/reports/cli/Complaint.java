package dev.touchstone.reports.cli;

/** The command cannot do what was asked. The message is one line: what, where, what to do. Ends with exit code 3. */
final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Complaint(String message) {
        super(message);
    }
}
