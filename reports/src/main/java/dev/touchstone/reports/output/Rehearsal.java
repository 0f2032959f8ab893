package dev.touchstone.reports.output;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.reports.verdict.Conclusion;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Property;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Attachment;
import dev.touchstone.suites.run.CheckResult.Status;
import dev.touchstone.suites.run.Verifies.Evidence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An audit that nobody ran, in which a few properties were checked; nobody is to see what is written of it. */
final class Rehearsal {
    /** As many as it takes to have the parts that differ. */
    private static final int PROPERTIES = 4;

    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private Rehearsal() {}

    static AuditRun run(Target target, Profile profile) {
        List<CheckResult> results =
                checked(profile).map(property -> check(property.id())).toList();
        return new AuditRun(
                target,
                DIGEST,
                profile,
                Instant.EPOCH,
                Duration.ZERO,
                0,
                0,
                0,
                results,
                List.of(),
                Set.of(),
                "rehearsal");
    }

    private static Stream<Property> checked(Profile profile) {
        return profile.properties().stream().limit(PROPERTIES);
    }

    private static CheckResult check(String property) {
        return new CheckResult(
                property,
                "rehearsal",
                Evidence.DECLARED,
                Status.PASSED,
                "rehearsal",
                "rehearsal",
                null,
                1,
                1,
                List.of(new Attachment("rehearsal", "rehearsal")));
    }

    /** Of the properties that were checked only. */
    static Verdict verdict(AuditRun run) {
        Verdict whole = Judge.judge(run, Clock.systemUTC());
        List<JudgedProperty> properties =
                whole.properties().stream().limit(PROPERTIES).toList();
        return new Verdict(
                whole.schema(),
                whole.target(),
                whole.profile(),
                whole.started(),
                whole.durationMillis(),
                Conclusion.of(properties.stream().map(JudgedProperty::outcome).toList()),
                Verdict.count(properties),
                properties,
                whole.only(),
                whole.bootMillis(),
                whole.auditMillis(),
                whole.calls(),
                whole.notes(),
                List.of());
    }
}
