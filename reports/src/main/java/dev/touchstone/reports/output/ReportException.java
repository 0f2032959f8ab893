package dev.touchstone.reports.output;

/** The reports cannot be written. The message names the file or directory, what is wrong with it and what to do. */
public class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
