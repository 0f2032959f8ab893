package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.boot.Boots;
import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mutant of the machine, booted one after the other and audited as far as the machine goes: the sandbox in it is the
 * reference's, and has mutants of its own.
 */
@Tag("boots")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MachineMutantsIT {
    private static final Set<String> AREAS = Set.of("cpu", "memory", "storage", "system");
    /** What the image lacks where it is made of Debian; the targets waive it. */
    private static final Set<String> OF_THE_IMAGE = Set.of("OS-01", "OS-02", "OS-03", "OS-06");

    private final TargetCatalogue targets =
            new TargetCatalogue(Path.of(System.getProperty("touchstone.root")).resolve("targets"));
    private final TargetReader reader = new TargetReader(Clock.systemUTC());

    private RunDirectory run;

    @BeforeEach
    void open() {
        for (String program : new String[] {"qemu-system-aarch64", "qemu-img", "mmdebstrap"}) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            if (!there && "true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(program + " is not installed, and CI has to run this test");
            }
            Assumptions.assumeTrue(there, program + " is not installed");
        }
        run = RunDirectory.open();
    }

    @AfterEach
    void close() {
        if (run != null) {
            run.close();
        }
    }

    static Stream<Named<Mutant>> mutants() {
        return Mutants.ofMachines().stream().map(mutant -> Named.of(mutant.id(), mutant));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isNamedByItsPropertiesAndNoOthers(Mutant mutant) {
        AuditRun run = audit(mutant.applyTo(targets.file(mutant.base()), reader));

        Set<String> violated = with(run, CheckResult.Status.FAILED);
        violated.removeAll(OF_THE_IMAGE);
        assertThat(violated).as(messages(run)).isEqualTo(mutant.breaks());
        assertThat(with(run, CheckResult.Status.BROKEN)).as(messages(run)).isEmpty();
    }

    private static Set<String> with(AuditRun run, CheckResult.Status status) {
        return run.results().stream()
                .filter(result -> result.status() == status)
                .map(CheckResult::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String messages(AuditRun run) {
        return run.results().stream()
                .filter(result -> result.message() != null && !OF_THE_IMAGE.contains(result.property()))
                .map(result -> result.property() + ": " + result.message())
                .collect(Collectors.joining("\n"));
    }

    private AuditRun audit(Target target) {
        OptionalInt user = OptionalInt.of(Boots.user(target));
        try (OutsideWorld outside =
                LocalOutsideWorld.open(run.newDirectory("egress"), user, EgressPolicy.of(target.egress()))) {
            Boots boots = new Boots(run, progress -> {});
            return new Audit(Suites.catalogue())
                    .run(
                            new AuditRequest(
                                    target,
                                    null,
                                    Profiles.read(target.profile()),
                                    AREAS,
                                    () -> boots.boot(target, outside),
                                    AuditRequest.limit(target)),
                            AuditListener.NONE);
        }
    }
}
