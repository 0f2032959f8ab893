package dev.touchstone.reports.gate;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.reports.verdict.VerdictFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides by a policy whether verdicts will do. Fails closed: what cannot be read, or was not judged, does not pass. */
public final class Gate {
    /** Two machines' clocks may differ by this much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final Policy policy;
    private final Clock clock;

    public Gate(Policy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** Every verdict has to pass; a violation anywhere decides the exit code. */
    public GateDecision decide(List<VerdictFile> files) {
        if (files.isEmpty()) {
            return new GateDecision(2, List.of("no verdicts to decide on"));
        }
        Reasons reasons = new Reasons();
        for (VerdictFile file : files) {
            if (file instanceof VerdictFile.Unreadable unreadable) {
                reasons.unknown(file.path(), unreadable.reason());
            } else if (file instanceof VerdictFile.Readable readable) {
                decide(file.path(), readable.verdict(), reasons);
            }
        }
        return reasons.decision();
    }

    private void decide(Path path, Verdict verdict, Reasons reasons) {
        for (JudgedProperty property : verdict.having(Outcome.VIOLATES)) {
            if (policy.blocks().contains(property.severity())) {
                reasons.violated(path, describe(property, "violates"));
            }
        }
        int waived = verdict.having(Outcome.WAIVED).size();
        if (policy.maxWaivers().isPresent() && waived > policy.maxWaivers().getAsInt()) {
            reasons.violated(
                    path,
                    waived + " properties are waived, the policy allows "
                            + policy.maxWaivers().getAsInt());
        }
        for (JudgedProperty property : verdict.having(Outcome.UNDETERMINED)) {
            reasons.unknown(path, describe(property, "is undetermined"));
        }
        requireCoverage(path, verdict, reasons);
        requireAge(path, verdict, reasons);
    }

    private void requireCoverage(Path path, Verdict verdict, Reasons reasons) {
        if (!verdict.only().isEmpty() && !policy.acceptsLimited()) {
            reasons.unknown(
                    path,
                    "the audit was limited to " + String.join(", ", verdict.only())
                            + "; audit without --only, or allow it with `acceptLimited: true` in the policy");
        }
        long judged = verdict.properties().stream()
                .filter(property -> property.outcome().judged())
                .count();
        if (judged < policy.minJudged()) {
            reasons.unknown(
                    path, judged + " properties were judged, the policy requires at least " + policy.minJudged());
        }
        for (String id : policy.required()) {
            Optional<JudgedProperty> property = verdict.properties().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
            if (property.isEmpty()) {
                reasons.unknown(
                        path,
                        id + " is required by the policy, but profile " + verdict.profile() + " has no "
                                + "such property");
            } else if (property.get().outcome() == Outcome.NOT_APPLICABLE) {
                reasons.unknown(
                        path,
                        id + " is required by the policy, but was not judged: "
                                + property.get().message());
            }
        }
    }

    private void requireAge(Path path, Verdict verdict, Reasons reasons) {
        Instant now = clock.instant();
        if (verdict.started().isAfter(now.plus(CLOCK_TOLERANCE))) {
            reasons.unknown(path, "began in the future, " + verdict.started());
        }
        policy.maxAge()
                .filter(limit -> verdict.started().isBefore(now.minus(limit)))
                .ifPresent(limit -> reasons.unknown(
                        path,
                        "began " + verdict.started() + ", longer ago than the " + limit.toHours()
                                + " hours that the policy allows"));
    }

    private static String describe(JudgedProperty property, String what) {
        return property.id() + " (" + property.severity().label() + ") " + what
                + (property.finding().isEmpty() ? "" : ": " + property.finding());
    }

    /** Collects why not, and how bad. */
    private static final class Reasons {
        private final List<String> lines = new ArrayList<>();
        private int exitCode;

        void violated(Path path, String reason) {
            add(path, reason);
            exitCode = 1;
        }

        void unknown(Path path, String reason) {
            add(path, reason);
            exitCode = exitCode == 1 ? 1 : 2;
        }

        GateDecision decision() {
            return new GateDecision(exitCode, lines);
        }

        private void add(Path path, String reason) {
            lines.add(path + ": " + VisibleText.line(reason));
        }
    }
}
