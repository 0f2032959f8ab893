package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.target.CommandBoot;
import dev.touchstone.fixtures.target.Egress;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.output.ReportWriter;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Property;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.Verifies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs what comes late in an audit once in advance, on a second processor: most of a short audit's time goes into loading
 * classes and running their code for the first time. Its outcome is nobody's business; if it fails, nothing but time is lost.
 */
final class Rehearsal {
    private static final Clock CLOCK = Clock.systemUTC();

    private Rehearsal() {}

    /** Starts it, where there is a second processor to do it. */
    static void start() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(Rehearsal::rehearse, "rehearsal");
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((failed, e) -> {}); // the audit itself will say what is wrong
            thread.start();
        }
    }

    static void rehearse() {
        new TargetReader(CLOCK);
        Audit.rehearse();
        try (RunDirectory directory = RunDirectory.open()) {
            directory.use(() -> write(directory.path())); // the program may end at any time
        }
    }

    private static Path write(Path directory) {
        try {
            AuditRun run = run(Files.writeString(directory.resolve("rehearsed.yaml"), ""));
            Path out = directory.resolve("rehearsed");
            ReportWriter.into(out).write(run, Judge.judge(run, CLOCK));
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An audit of one property and one check. */
    private static AuditRun run(Path file) {
        Property property = new Property(
                "ABC-01",
                "rehearsal",
                "Nothing is claimed.",
                Property.Severity.LOW,
                Property.Basis.SEED,
                new Property.Source("none", "Nothing is said.", Optional.empty()),
                Map.of(),
                Map.of());
        Profile profile = new Profile("rehearsal", "Nothing", Set.of(Property.Basis.SEED), List.of(property));
        CheckResult result = new CheckResult(
                property.id(),
                "nothing is checked",
                Verifies.Evidence.DECLARED,
                CheckResult.Status.PASSED,
                "nothing",
                "nothing",
                null,
                0,
                0,
                List.of(new CheckResult.Attachment("nothing", "")));
        Target.Boot boot = new CommandBoot(
                List.of(CommandBoot.EXECUTOR),
                OptionalInt.empty(),
                false,
                List.of(),
                Optional.empty(),
                0,
                file.getParent());
        return new AuditRun(
                new Target("rehearsal", profile.name(), boot, Egress.DEFAULT, List.of(), file),
                null,
                profile,
                Instant.EPOCH,
                Duration.ZERO,
                0,
                0,
                0,
                List.of(result),
                List.of(),
                Set.of(),
                "");
    }
}
