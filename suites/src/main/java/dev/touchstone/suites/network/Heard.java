package dev.touchstone.suites.network;

import dev.touchstone.suites.network.Refusal.Meaning;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of one attempt.
 *
 * @param answer of the proxy, in words
 * @param arrivals of its token at the canaries
 */
record Heard(Attempt attempt, String answer, int arrivals, Meaning meaning) {

    /** "GET http://127.1/: HTTP 200, arrived at the canary". */
    String describe() {
        return attempt.how() + ": " + answer + (arrivals > 0 ? ", arrived at the canary" : "");
    }

    /** One line for each. */
    static String lines(List<Heard> some) {
        return some.stream().map(Heard::describe).collect(Collectors.joining("\n"));
    }

    /** Those of these meanings. */
    static List<Heard> of(List<Heard> all, Meaning... meanings) {
        return all.stream()
                .filter(each -> List.of(meanings).contains(each.meaning()))
                .toList();
    }

    /** Answers with their counts, such as "12 × HTTP 403 (X-Proxy-Error: blocked-by-allowlist), 3 × HTTP 400". */
    static String summary(List<Heard> all) {
        return all.stream()
                .collect(Collectors.groupingBy(Heard::answer, java.util.LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
