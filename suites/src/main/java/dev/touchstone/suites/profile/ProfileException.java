package dev.touchstone.suites.profile;

/** A profile that is not there or cannot be used. The message is ready to print: one line for each problem. */
public class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProfileException(String message) {
        super(message);
    }

    public ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
