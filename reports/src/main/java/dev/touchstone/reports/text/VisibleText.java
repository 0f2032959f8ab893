package dev.touchstone.reports.text;

/**
 * Text from a sandbox, made harmless to print: everything that would steer a terminal, hide or reorder what a reader sees,
 * or be refused by JSON or XML is spelled out as <code>\x1b</code> or <code>&#92;u202e</code>. Line ends and tabs stay.
 */
public final class VisibleText {
    /** The most of one value that a report shows, in UTF-16 units. */
    public static final int LIMIT = 4096;

    private VisibleText() {}

    /** At most {@link #LIMIT} of the text; null stays null. */
    public static String of(String text) {
        return of(text, LIMIT);
    }

    /** At most {@code limit} of the text, then how much more there was; null stays null. */
    public static String of(String text, int limit) {
        if (text == null) {
            return null;
        }
        int end = Math.min(text.length(), limit);
        StringBuilder visible = new StringBuilder(end + 16);
        int at = 0;
        while (at < end) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            append(visible, point);
        }
        if (at < text.length()) {
            visible.append("… (").append(text.length() - at).append(" more characters)");
        }
        return visible.toString();
    }

    /** As {@link #of(String)}, on one line: line ends become a blank. */
    public static String line(String text) {
        return text == null
                ? null
                : of(text).replaceAll("\\s*[\\n\\t]\\s*", " ").strip();
    }

    private static void append(StringBuilder visible, int point) {
        if (point == '\n' || point == '\t') {
            visible.append((char) point);
        } else if (point < 0x20 || point >= 0x7f && point < 0xa0) {
            visible.append(String.format("\\x%02x", point));
        } else if (hidden(point)) {
            visible.append(String.format("\\u%04x", point));
        } else {
            visible.appendCodePoint(point);
        }
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
