package dev.touchstone.reports.verdict;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a property's checks come to.
 *
 * @param message why it does not conform; null when it does
 */
record Finding(Outcome outcome, String message, List<JudgedCheck> checks) {
    static final String NO_CHECK = "no check reported";

    static Finding of(List<JudgedCheck> checks) {
        if (checks.isEmpty()) {
            return new Finding(Outcome.UNDETERMINED, NO_CHECK, checks);
        }
        Outcome outcome =
                Outcome.worst(checks.stream().map(JudgedCheck::outcome).toList());
        return new Finding(outcome, outcome == Outcome.CONFORMS ? null : message(outcome, checks), checks);
    }

    /** Whatever the checks said: nobody was to judge by them. What they saw stays. */
    static Finding notApplicable(String reason, List<JudgedCheck> checks) {
        return new Finding(
                Outcome.NOT_APPLICABLE,
                reason,
                checks.stream()
                        .map(check -> check.as(Outcome.NOT_APPLICABLE, reason))
                        .toList());
    }

    /** The same with further checks that are violated; a violation seen before keeps its message. */
    Finding with(List<JudgedCheck> violated) {
        if (violated.isEmpty()) {
            return this;
        }
        List<JudgedCheck> all =
                Stream.concat(checks.stream(), violated.stream()).toList();
        return new Finding(Outcome.VIOLATES, message(Outcome.VIOLATES, all), all);
    }

    private static String message(Outcome outcome, List<JudgedCheck> checks) {
        return checks.stream()
                .filter(check -> check.outcome() == outcome)
                .map(check -> check.message() == null ? check.name() + ": no reason given" : check.message())
                .findFirst()
                .orElseThrow();
    }
}
