package dev.touchstone.reports.summary;

import java.util.ArrayList;
import java.util.List;

/** Breaks a line at blanks, and words that are too long for a line of their own anywhere. */
final class Wrapping {
    private Wrapping() {}

    /** At least one line; none has more than {@code room} UTF-16 units. */
    static List<String> lines(String paragraph, int room) {
        List<String> lines = new ArrayList<>();
        String rest = paragraph;
        while (rest.length() > room) {
            int blank = rest.lastIndexOf(' ', room);
            int end = blank > room / 2 ? blank : whole(rest, room);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static int whole(String text, int end) {
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
