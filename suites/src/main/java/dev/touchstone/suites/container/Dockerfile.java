package dev.touchstone.suites.container;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a Dockerfile as says what it is built on.
 *
 * @param base what its last stage starts from, other stages of it resolved; empty where it has no FROM
 */
record Dockerfile(Optional<String> base) {
    private static final Pattern ARGUMENT = Pattern.compile("(?i)ARG\\s+([A-Za-z_][A-Za-z0-9_]*)(?:=(\\S+))?.*");
    private static final Pattern FROM = Pattern.compile("(?i)FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?.*");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}|([A-Za-z_][A-Za-z0-9_]*))");

    static Dockerfile parse(String text) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Map<String, String> stages = new LinkedHashMap<>();
        Optional<String> base = Optional.empty();
        for (String line : text.lines().map(String::strip).toList()) {
            Matcher argument = ARGUMENT.matcher(line);
            Matcher from = FROM.matcher(line);
            if (argument.matches() && argument.group(2) != null) {
                arguments.put(argument.group(1), unquoted(argument.group(2)));
            } else if (from.matches()) {
                String image = filled(from.group(1), arguments);
                image = stages.getOrDefault(image, image);
                base = Optional.of(image);
                if (from.group(2) != null) {
                    stages.put(from.group(2), image);
                }
            }
        }
        return new Dockerfile(base);
    }

    private static String filled(String text, Map<String, String> arguments) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(3) : match.group(1);
            String otherwise = match.group(2) == null ? "" : match.group(2);
            return Matcher.quoteReplacement(arguments.getOrDefault(name, otherwise));
        });
    }

    private static String unquoted(String value) {
        return value.replaceAll("^([\"'])(.*)\\1$", "$2");
    }
}
