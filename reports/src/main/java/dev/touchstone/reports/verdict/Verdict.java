package dev.touchstone.reports.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit came to: verdict.json, the source of every other report.
 *
 * @param schema {@value #SCHEMA}
 * @param profile the name of the profile that it was judged by
 * @param durationMillis of the whole audit, boot and closing included
 * @param verdict follows from the properties
 * @param counts how many properties have each outcome; every outcome is named
 * @param properties every property of the profile exactly once, in its order
 * @param only areas or ids that the audit was limited to; empty when it was not
 * @param bootMillis from the launch until the sandbox answered
 * @param auditMillis from the sandbox booted to the last check
 * @param calls system calls asked inside the sandbox
 * @param notes what a reader has to know, such as stand-ins
 */
public record Verdict(
        String schema,
        Subject target,
        String profile,
        Instant started,
        double durationMillis,
        Conclusion verdict,
        Map<Outcome, Integer> counts,
        List<JudgedProperty> properties,
        List<String> only,
        double bootMillis,
        double auditMillis,
        long calls,
        List<String> notes,
        List<UnneededWaiver> unneededWaivers) {

    public static final String SCHEMA = "touchstone.verdict/1";

    public Verdict {
        properties = List.copyOf(properties);
        only = only == null ? List.of() : List.copyOf(only);
        notes = notes == null ? List.of() : List.copyOf(notes);
        unneededWaivers = unneededWaivers == null ? List.of() : List.copyOf(unneededWaivers);
    }

    /**
     * What was audited.
     *
     * @param kind bubblewrap, container, vm or command
     * @param digest sha256: and 64 hexadecimal digits, or null where there is none
     */
    public record Subject(String name, String kind, String digest) {}

    /**
     * A waiver that waived nothing.
     *
     * @param why such as "the property conforms"
     */
    public record UnneededWaiver(String property, String owner, String reason, LocalDate expires, String why) {}

    /** The properties with this outcome, in the order of the profile. */
    public List<JudgedProperty> having(Outcome outcome) {
        return properties.stream()
                .filter(property -> property.outcome() == outcome)
                .toList();
    }

    /** How many properties have each outcome. */
    public static Map<Outcome, Integer> count(List<JudgedProperty> properties) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
        properties.forEach(property -> counts.merge(property.outcome(), 1, Integer::sum));
        return counts;
    }
}
