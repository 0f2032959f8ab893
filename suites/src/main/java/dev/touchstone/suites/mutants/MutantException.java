package dev.touchstone.suites.mutants;

/** A description of mutants that cannot be used. The message is ready to print, with file, line and column. */
public final class MutantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MutantException(String message) {
        super(message);
    }

    MutantException(String message, Throwable cause) {
        super(message, cause);
    }
}
