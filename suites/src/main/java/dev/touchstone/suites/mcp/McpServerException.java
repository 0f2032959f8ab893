package dev.touchstone.suites.mcp;

/** What is wrong with a server, as a phrase that goes on after its name, such as "offers no tool". */
final class McpServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    McpServerException(String message) {
        super(message);
    }

    McpServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
