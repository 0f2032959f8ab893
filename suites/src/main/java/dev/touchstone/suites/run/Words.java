package dev.touchstone.suites.run;

import java.util.Locale;
import java.util.regex.Pattern;

/** Turns a camel-case name into words: "aPIDIsHidden" → "a PID is hidden". */
final class Words {
    private static final Pattern BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Words() {}

    static String of(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : BOUNDARY.split(name)) {
            if (!words.isEmpty()) {
                words.append(' ');
            }
            boolean acronym = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            words.append(acronym ? word : word.toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
