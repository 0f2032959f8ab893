package dev.touchstone.reports.summary;

import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The words that the terminal and the Markdown summary share. */
final class Headline {
    private static final Map<Outcome, String> WORDS = words();

    private Headline() {}

    /** Such as "1 violates, 40 conform, 3 not applicable"; outcomes that nothing has are left out, and that nothing was judged is said. */
    static String counts(Verdict verdict) {
        boolean judged =
                verdict.properties().stream().anyMatch(property -> property.outcome() != Outcome.NOT_APPLICABLE);
        return (judged ? "" : "nothing was judged, ")
                + WORDS.entrySet().stream()
                        .filter(word -> verdict.counts().get(word.getKey()) > 0)
                        .map(word -> verdict.counts().get(word.getKey()) + " " + word.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Such as "mine (command), judged by cowork-1", and what the audit was limited to. */
    static String subject(Verdict verdict) {
        return verdict.target().name() + " (" + verdict.target().kind() + "), judged by " + verdict.profile()
                + (verdict.only().isEmpty() ? "" : ", limited to " + String.join(", ", verdict.only()));
    }

    /** Such as "booted in 120 ms, 345 system calls in 210 ms, 812 ms in all". */
    static String timings(Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "booted in %.0f ms, %d system calls in %.0f ms, %.0f ms in all",
                verdict.bootMillis(),
                verdict.calls(),
                verdict.auditMillis(),
                verdict.durationMillis());
    }

    private static Map<Outcome, String> words() {
        Map<Outcome, String> words = new LinkedHashMap<>();
        words.put(Outcome.VIOLATES, "violated");
        words.put(Outcome.UNDETERMINED, "undetermined");
        words.put(Outcome.WAIVED, "waived");
        words.put(Outcome.CONFORMS, "conform");
        words.put(Outcome.NOT_APPLICABLE, "not applicable");
        return words;
    }
}
