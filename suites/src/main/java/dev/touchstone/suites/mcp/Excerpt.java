package dev.touchstone.suites.mcp;

/** Text from inside in a form that fits into a message: one line, bounded, without control characters. */
final class Excerpt {
    private Excerpt() {}

    static String of(String text, int longest) {
        String bounded = text.length() <= longest ? text : text.substring(0, longest) + "…";
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }
}
