package dev.touchstone.reports;

import dev.touchstone.fixtures.target.CommandBoot;
import dev.touchstone.fixtures.target.Egress;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.Target.Waiver;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Property;
import dev.touchstone.suites.profile.Property.Basis;
import dev.touchstone.suites.profile.Property.Severity;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Attachment;
import dev.touchstone.suites.run.CheckResult.Status;
import dev.touchstone.suites.run.Verifies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Builds audit runs that never ran. */
public final class Runs {
    public static final List<String> AREAS = List.of(
            "cpu",
            "memory",
            "storage",
            "system",
            "isolation",
            "privileges",
            "network",
            "processes",
            "agent",
            "sessions");
    public static final Instant STARTED = Instant.parse("2026-11-21T20:00:00.123456Z");
    public static final Clock CLOCK = at("2026-11-21T20:00:05Z");
    public static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private final List<Property> properties = new ArrayList<>();
    private final List<CheckResult> results = new ArrayList<>();
    private final List<Waiver> waivers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Set<String> only = Set.of();
    private String digest = DIGEST;
    private String launchLog = "";
    private Path file = Path.of("/t/mine.yaml");

    public static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    public static Property property(String id, String area, Severity severity, Basis basis) {
        return new Property(
                id,
                area,
                "claim of " + id,
                severity,
                basis,
                new Property.Source("seed", "sentence of " + id, Optional.of("https://example.org/seed")),
                Map.of(),
                Map.of());
    }

    public Runs property(String id) {
        return property(property(id, "privileges", Severity.HIGH, Basis.SEED));
    }

    public Runs property(Property property) {
        properties.add(property);
        return this;
    }

    public Runs unseen(String id, String area, String reason) {
        Property seen = property(id, area, Severity.LOW, Basis.SEED);
        return property(new Property(
                id,
                area,
                seen.claim(),
                seen.severity(),
                seen.basis(),
                seen.source(),
                Map.of(),
                Map.of(Target.Kind.COMMAND, reason)));
    }

    public Runs passed(String id) {
        return result(id, Status.PASSED, "0", "0", null);
    }

    public Runs failed(String id, String observed) {
        return result(id, Status.FAILED, "0", observed, "expected 0 but was " + observed);
    }

    public Runs broken(String id) {
        return result(id, Status.BROKEN, "0", null, "GuestException: no answer within 2 s");
    }

    public Runs notApplicable(String id, String reason) {
        return result(id, Status.NOT_APPLICABLE, null, null, reason);
    }

    public Runs result(String id, Status status, String expected, String observed, String message) {
        long number =
                results.stream().filter(result -> result.property().equals(id)).count();
        results.add(new CheckResult(
                id,
                "check " + (number + 1),
                number == 0 ? Verifies.Evidence.DECLARED : Verifies.Evidence.BEHAVED,
                status,
                expected,
                observed,
                message,
                0.4,
                7,
                List.of(new Attachment("asked and answered", "openat(/proc/1/status) = 3"))));
        return this;
    }

    public Runs waiver(String id, String expires) {
        return waiver(id, expires, null);
    }

    public Runs waiver(String id, String expires, String observed) {
        waivers.add(new Waiver(
                id,
                "no mirror here",
                "platform-team",
                LocalDate.parse(expires),
                Optional.ofNullable(observed),
                "fake.yaml:1:1"));
        return this;
    }

    public Runs only(String... names) {
        only = Set.of(names);
        return this;
    }

    public Runs note(String note) {
        notes.add(note);
        return this;
    }

    public Runs digest(String value) {
        digest = value;
        return this;
    }

    public Runs file(Path value) {
        file = value;
        return this;
    }

    public Runs launchLog(String value) {
        launchLog = value;
        return this;
    }

    public Profile profile() {
        return new Profile("cowork-1", "Cowork", EnumSet.of(Basis.SEED, Basis.REPORT), properties);
    }

    private static Target.Boot boot() {
        return new CommandBoot(
                List.of("./launch.sh", CommandBoot.EXECUTOR),
                OptionalInt.empty(),
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                Path.of("/t"));
    }

    public AuditRun run() {
        Target target = new Target("mine", "cowork-1", boot(), Egress.DEFAULT, waivers, file);
        return new AuditRun(
                target,
                digest,
                profile(),
                STARTED,
                Duration.ofMillis(812),
                120.5,
                210.25,
                345,
                results,
                notes,
                only,
                launchLog);
    }

    /** About as much as a real audit: every area, sixty properties, a hundred checks. */
    public static Runs large() {
        Runs runs = new Runs();
        for (String area : AREAS) {
            for (int number = 1; number <= 6; number++) {
                String id = area.substring(0, 3).toUpperCase(Locale.ROOT) + "-0" + number;
                runs.property(property(id, area, Severity.values()[number % 4], Basis.SEED));
                runs.passed(id).passed(id);
            }
        }
        return runs;
    }

    /** One property of every outcome, and text that means harm. */
    public static Runs everyOutcome() {
        return new Runs()
                .property(property("PRV-01", "privileges", Severity.CRITICAL, Basis.SEED))
                .property(property("PRV-02", "privileges", Severity.HIGH, Basis.SEED))
                .property(property("NET-01", "network", Severity.MEDIUM, Basis.REPORT))
                .property(property("OS-01", "system", Severity.LOW, Basis.SEED))
                .unseen("CPU-01", "cpu", "this kind of target does not show the machine")
                .property(property("ISO-11", "isolation", Severity.LOW, Basis.HARDENING))
                .passed("PRV-01")
                .passed("PRV-01")
                .failed("PRV-02", "1 \u001b[2J<script>alert(1)</script>|`x`")
                .broken("NET-01")
                .failed("OS-01", "Debian 12")
                .waiver("OS-01", "2027-06-30", "Debian*")
                .waiver("PRV-01", "2027-06-30")
                .note("the main process is a stand-in")
                .launchLog("launching\n\u001b]0;owned\u0007");
    }
}
