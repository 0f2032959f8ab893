package dev.touchstone.reports.verdict;

/**
 * The form that suites give their messages: what was found, then lines that begin with "documented:", "observed:", "probe:" and,
 * last, "look at:".
 */
final class Explanation {
    private static final String DOCUMENTED = "\n  documented: ";
    private static final String LOOK_AT = "\n  look at: ";

    private Explanation() {}

    static boolean isIn(String message) {
        return message != null && message.contains(DOCUMENTED);
    }

    /** What was found, without the explanation; empty when there is no message. */
    static String finding(String message) {
        if (message == null) {
            return "";
        }
        int end = message.indexOf(DOCUMENTED);
        return end < 0 ? message : message.substring(0, end);
    }

    /** What to look at; empty when the message says nothing of it. */
    static String lookAt(String message) {
        int at = message == null ? -1 : message.lastIndexOf(LOOK_AT);
        return at < 0 ? "" : message.substring(at + LOOK_AT.length()).strip();
    }
}
