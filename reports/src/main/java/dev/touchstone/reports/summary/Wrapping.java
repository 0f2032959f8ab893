package dev.touchstone.reports.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks a line at blanks, and words that are too long for a line of their own anywhere. */
final class Wrapping {
    private static final Pattern LABEL = Pattern.compile("^ {0,4}[a-z][a-z ]{1,11}: +");

    private Wrapping() {}

    /**
     * At least one line; none has more than {@code room} UTF-16 units. What follows a line that begins with a label, such as
     * "observed: ", is indented as far as its value.
     */
    static List<String> lines(String paragraph, int room) {
        Matcher label = LABEL.matcher(paragraph);
        String margin = label.find() && label.end() < room / 2 ? " ".repeat(label.end()) : "";
        List<String> lines = new ArrayList<>();
        String rest = paragraph;
        while (rest.length() > room) {
            int blank = rest.lastIndexOf(' ', room);
            int end = blank > room / 2 ? blank : whole(rest, room);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = margin + rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static int whole(String text, int end) {
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
