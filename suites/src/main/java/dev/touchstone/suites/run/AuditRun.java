package dev.touchstone.suites.run;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One audit from boot to last check: everything a report needs.
 *
 * @param results in the order of the profile; a judged property may have several, a missing one none
 * @param bootMillis from the launch until the guest's first answer
 * @param auditMillis from the sandbox booted to the last check
 * @param calls system calls asked inside the sandbox
 * @param notes what a reader has to know, such as stand-ins
 * @param only areas or property ids that the audit was limited to; empty for all
 */
public record AuditRun(
        Target target,
        String digest,
        Profile profile,
        Instant started,
        Duration duration,
        double bootMillis,
        double auditMillis,
        long calls,
        List<CheckResult> results,
        List<String> notes,
        Set<String> only,
        String launchLog) {

    /**
     * What an audit that was limited to these areas or ids would have come to.
     *
     * @param further empty for no further limit
     * @throws IllegalArgumentException when nothing is left: no limit at all is something else
     */
    public AuditRun limitedTo(Set<String> further) {
        if (further.isEmpty() || further.equals(only)) {
            return this;
        }
        Set<String> left = profile.properties().stream()
                .filter(property -> chose(property) && property.isIn(further))
                .map(Property::id)
                .collect(Collectors.toUnmodifiableSet());
        if (left.isEmpty()) {
            throw new IllegalArgumentException(
                    "an audit that was limited to " + only + " has come to nothing about " + further);
        }
        return new AuditRun(
                target,
                digest,
                profile,
                started,
                duration,
                bootMillis,
                auditMillis,
                calls,
                results.stream()
                        .filter(result -> left.contains(result.property()))
                        .toList(),
                notes,
                complete() ? further : left,
                launchLog);
    }

    /** Whether the audit was not limited to some properties. */
    public boolean complete() {
        return only.isEmpty();
    }

    /** Whether the audit was to look at this property; what it left out and what got lost are different things. */
    public boolean chose(Property property) {
        return complete() || property.isIn(only);
    }
}
