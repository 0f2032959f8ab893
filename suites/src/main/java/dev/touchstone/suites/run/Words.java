package dev.touchstone.suites.run;

import java.util.Locale;
import java.util.regex.Pattern;

/** Turns a camel-case name into words; runs of capitals stay as they are ("noIPv6Route" → "no IPv6 route"). */
final class Words {
    private static final Pattern BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Words() {}

    static String of(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : BOUNDARY.split(name)) {
            if (!words.isEmpty()) {
                words.append(' ');
            }
            boolean acronym = word.length() > 1 && Character.isUpperCase(word.charAt(1));
            words.append(acronym ? word : word.toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
