package dev.touchstone.reports.gate;

import dev.touchstone.suites.profile.Property;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a gate lets through. UNDETERMINED never passes, whatever the policy says.
 *
 * @param blocks severities whose violations block
 * @param maxWaivers how many properties of one verdict may be waived; empty for any number
 * @param minJudged how many properties somebody must have judged (CONFORMS, VIOLATES or WAIVED), at least 1
 * @param required ids that must have been judged
 * @param acceptsLimited whether a verdict limited by --only will do
 * @param maxAge how long ago the audit may have begun; empty for any time
 */
public record Policy(
        Set<Property.Severity> blocks,
        OptionalInt maxWaivers,
        int minJudged,
        List<String> required,
        boolean acceptsLimited,
        Optional<Duration> maxAge) {

    /** Every violation blocks; any number of valid waivers; the audit was not limited and judged something. */
    public static final Policy DEFAULT = new Policy(
            EnumSet.allOf(Property.Severity.class), OptionalInt.empty(), 1, List.of(), false, Optional.empty());

    public Policy {
        blocks = Set.copyOf(blocks);
        required = List.copyOf(required);
        if (minJudged < 1) {
            throw new IllegalArgumentException("minJudged is " + minJudged + ", must be 1 or more");
        }
    }
}
