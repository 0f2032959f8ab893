package dev.touchstone.suites.run;

/** The sandbox gave an answer that is neither documented nor a known violation; guessing would be worse than saying so. */
public final class UndeterminedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndeterminedException(String message) {
        super(message);
    }

    UndeterminedException(String message, Throwable cause) {
        super(message, cause);
    }
}
