package dev.touchstone.reports.verdict;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.suites.profile.Property;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every property of the profile its outcome: the worst of its checks. What nobody reported on is UNDETERMINED; what the
 * profile says cannot be seen here, or was left out on request, is NOT_APPLICABLE with the reason.
 */
public final class Judge {
    /** A message holds what was found, expected and observed, and what to look at comes last in it. */
    private static final int MESSAGE_LIMIT = 32 << 10;

    static final String LEFT_OUT = "left out by --only";

    private final AuditRun run;
    private final Waivers waivers;

    private Judge(AuditRun run, Clock clock) {
        this.run = run;
        this.waivers = new Waivers(run.target().waivers(), clock);
    }

    /**
     * @param clock says which waivers have expired
     * @throws JudgeException when a result or a waiver is of a property that the profile does not have
     */
    public static Verdict judge(AuditRun run, Clock clock) {
        Waivers.requireKnown(run.target(), run.profile());
        return new Judge(run, clock).verdict();
    }

    private Verdict verdict() {
        Map<String, List<JudgedCheck>> checks = checksByProperty();
        List<JudgedProperty> properties = new ArrayList<>();
        Set<String> leftOut = new HashSet<>();
        for (Property property : run.profile().properties()) {
            properties.add(judge(property, checks.getOrDefault(property.id(), List.of())));
            if (!run.chose(property)) {
                leftOut.add(property.id());
            }
        }
        return new Verdict(
                Verdict.SCHEMA,
                new Verdict.Subject(
                        run.target().name(), run.target().boot().kind().label(), run.digest()),
                run.profile().name(),
                run.started().truncatedTo(ChronoUnit.MILLIS),
                rounded(run.duration().toNanos() / 1e6),
                Conclusion.of(properties.stream().map(JudgedProperty::outcome).toList()),
                Verdict.count(properties),
                properties,
                run.only().stream().sorted().toList(),
                rounded(run.bootMillis()),
                rounded(run.auditMillis()),
                run.calls(),
                run.notes().stream().map(VisibleText::of).toList(),
                waivers.unneeded(properties, leftOut));
    }

    private Map<String, List<JudgedCheck>> checksByProperty() {
        Map<String, List<JudgedCheck>> checks = new HashMap<>();
        for (CheckResult result : run.results()) {
            if (run.profile().property(result.property()).isEmpty()) {
                throw new JudgeException("check \"" + result.name() + "\" reports on " + result.property()
                        + ", which profile " + run.profile().name() + " does not have");
            }
            checks.computeIfAbsent(result.property(), id -> new ArrayList<>()).add(check(result));
        }
        return checks;
    }

    private static JudgedCheck check(CheckResult result) {
        return new JudgedCheck(
                VisibleText.line(result.name()),
                result.evidence(),
                Outcome.of(result.status()),
                VisibleText.of(result.expected()),
                VisibleText.of(result.observed()),
                VisibleText.of(result.message(), MESSAGE_LIMIT),
                rounded(result.millis()),
                result.calls());
    }

    private JudgedProperty judge(Property property, List<JudgedCheck> reported) {
        Finding finding = notJudged(property)
                .map(reason -> Finding.notApplicable(reason, reported))
                .orElseGet(() -> Finding.of(reported.stream()
                        .map(check -> waivers.apply(property.id(), check))
                        .toList()))
                .with(waivers.expired(property.id()));
        return new JudgedProperty(
                property.id(),
                property.area(),
                property.severity(),
                property.basis(),
                property.claim(),
                new JudgedProperty.Source(
                        property.source().document(),
                        property.source().sentence(),
                        property.source().link().orElse(null)),
                finding.outcome(),
                finding.message(),
                finding.checks());
    }

    private Optional<String> notJudged(Property property) {
        if (!run.profile().judges().contains(property.basis())) {
            return Optional.of("profile " + run.profile().name() + " does not judge what has the basis "
                    + property.basis().name().toLowerCase(Locale.ROOT));
        }
        String unseen = property.notSeenOn().get(run.target().boot().kind());
        if (unseen != null) {
            return Optional.of(unseen);
        }
        return run.chose(property) ? Optional.empty() : Optional.of(LEFT_OUT);
    }

    private static double rounded(double millis) {
        return Math.max(0, Math.round(millis * 1000) / 1000.0);
    }
}
