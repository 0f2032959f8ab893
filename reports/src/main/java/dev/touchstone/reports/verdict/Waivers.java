package dev.touchstone.reports.verdict;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.Target.Waiver;
import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.reports.verdict.Verdict.UnneededWaiver;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.run.Verifies;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The waivers of a target on one day (UTC): what they waive, which have expired, and which nobody needed. */
public final class Waivers {
    /** The name of the check that stands for an expired waiver. */
    static final String IN_FORCE = "its waiver is in force";

    private final List<Waiver> waivers;
    private final LocalDate today;
    private final Set<Waiver> used = new LinkedHashSet<>();

    Waivers(List<Waiver> waivers, Clock clock) {
        this.waivers = List.copyOf(waivers);
        this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /**
     * Checks, before anything is booted, that every waiver names a property of the profile.
     *
     * @throws JudgeException naming file, line and column, the unknown property and the profile
     */
    public static void requireKnown(Target target, Profile profile) {
        for (Waiver waiver : target.waivers()) {
            if (profile.property(waiver.property()).isEmpty()) {
                throw new JudgeException(waiver.location() + ": waiver for " + waiver.property() + ", which profile "
                        + profile.name() + " does not have (see `touchstone list --profile " + profile.name() + "`)");
            }
        }
    }

    /** The check as it is when its violation has been accepted, else the check itself. Only a violation can be waived. */
    JudgedCheck apply(String property, JudgedCheck check) {
        if (check.outcome() != Outcome.VIOLATES) {
            return check;
        }
        List<String> others = new ArrayList<>();
        for (Waiver waiver : valid(property)) {
            if (covers(waiver, check)) {
                used.add(waiver);
                return check.as(
                        Outcome.WAIVED,
                        "waived until " + waiver.expires() + " by " + waiver.owner() + ": " + waiver.reason()
                                + (check.message() == null ? "" : "\n" + check.message()));
            }
            others.add(waiver.observed().orElseThrow());
        }
        if (others.isEmpty()) {
            return check;
        }
        return check.as(
                Outcome.VIOLATES,
                (check.message() == null ? "" : check.message() + "\n") + "the waiver covers \""
                        + String.join("\" or \"", others) + "\" only");
    }

    /** One violated check for each waiver of the property that has expired, whether or not it would be needed. */
    List<JudgedCheck> expired(String property) {
        return waivers.stream()
                .filter(waiver -> waiver.property().equals(property) && hasExpired(waiver))
                .map(waiver -> new JudgedCheck(
                        IN_FORCE,
                        Verifies.Evidence.DECLARED,
                        Outcome.VIOLATES,
                        "a waiver that has not expired on " + today,
                        "expired after " + waiver.expires(),
                        "the waiver of " + property + " by " + waiver.owner() + " expired after " + waiver.expires()
                                + ": renew it or remove it (its reason was: " + VisibleText.line(waiver.reason()) + ")",
                        0,
                        0))
                .toList();
    }

    /** The waivers that waived nothing although their property was looked at, once every check has been applied. */
    List<UnneededWaiver> unneeded(List<JudgedProperty> properties, Set<String> leftOut) {
        List<UnneededWaiver> unneeded = new ArrayList<>();
        for (Waiver waiver : waivers) {
            if (used.contains(waiver) || hasExpired(waiver) || leftOut.contains(waiver.property())) {
                continue;
            }
            Outcome outcome = properties.stream()
                    .filter(property -> property.id().equals(waiver.property()))
                    .findFirst()
                    .map(JudgedProperty::outcome)
                    .orElseThrow();
            unneeded.add(new UnneededWaiver(
                    waiver.property(), waiver.owner(), waiver.reason(), waiver.expires(), why(outcome, waiver)));
        }
        return unneeded;
    }

    private static String why(Outcome outcome, Waiver waiver) {
        return switch (outcome) {
            case CONFORMS -> "the property conforms";
            case NOT_APPLICABLE -> "the property is not applicable here";
            case UNDETERMINED -> "the property is undetermined, which cannot be waived";
            case VIOLATES, WAIVED ->
                "nothing observed matches \"" + waiver.observed().orElse("*") + "\"";
        };
    }

    private List<Waiver> valid(String property) {
        return waivers.stream()
                .filter(waiver -> waiver.property().equals(property) && !hasExpired(waiver))
                .toList();
    }

    private boolean hasExpired(Waiver waiver) {
        return today.isAfter(waiver.expires());
    }

    private static boolean covers(Waiver waiver, JudgedCheck check) {
        return waiver.observed()
                .map(glob -> check.observed() != null && new Glob(glob).matches(check.observed()))
                .orElse(true);
    }
}
