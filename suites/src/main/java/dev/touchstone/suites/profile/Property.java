package dev.touchstone.suites.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.target.Target;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One documented property: a row of a profile.
 *
 * @param id two to four capitals, a dash, two digits
 * @param area cpu, memory, storage, system, isolation, privileges, network, processes, agent, sessions or container
 * @param claim what is documented, in one sentence
 * @param source where that is said
 * @param expected the documented values, by name
 * @param notSeenOn kinds of targets that cannot show the property, each with the reason
 * @param notSeenOnOtherProcessors kinds of targets that show it on the documented processor (aarch64) only, each with the reason
 */
public record Property(
        String id,
        String area,
        String claim,
        Severity severity,
        Basis basis,
        Source source,
        Map<String, JsonNode> expected,
        Map<Target.Kind, String> notSeenOn,
        Map<Target.Kind, String> notSeenOnOtherProcessors) {

    /** One that does not depend on the processor. */
    public Property(
            String id,
            String area,
            String claim,
            Severity severity,
            Basis basis,
            Source source,
            Map<String, JsonNode> expected,
            Map<Target.Kind, String> notSeenOn) {
        this(id, area, claim, severity, basis, source, expected, notSeenOn, Map.of());
    }

    /**
     * Why this kind of target does not show the property on this processor; empty where it does, as far as the profile knows.
     */
    public Optional<String> notSeenOn(Target.Kind kind, Architecture architecture) {
        return architecture == Architecture.AARCH64
                ? Optional.empty()
                : Optional.ofNullable(notSeenOnOtherProcessors.get(kind));
    }

    /** Whether it is one of these, or in one of these areas. */
    public boolean isIn(Set<String> areasAndIds) {
        return areasAndIds.contains(id) || areasAndIds.contains(area);
    }

    /**
     * @param document a short name of the document
     * @param sentence the documented fact in our words
     * @param link where to read it
     */
    public record Source(String document, String sentence, Optional<String> link) {}

    /** How bad a violation is. */
    public enum Severity {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who documented it: the founding documents, public reports, or nobody (what a careful owner wants). */
    public enum Basis {
        SEED,
        REPORT,
        HARDENING
    }
}
