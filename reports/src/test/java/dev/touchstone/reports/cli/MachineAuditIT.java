package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.output.ReportWriter;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The documented machine, audited whole, with the reports in reports/target/audit: every property has an outcome there. */
@Tag("boots")
class MachineAuditIT {
    private static final Set<String> OF_THE_IMAGE = Set.of("OS-01", "OS-02", "OS-03", "OS-06");
    private static final List<String> OF_THE_MACHINE = List.of("CPU-", "MEM-", "STO-");

    private final Path root = Path.of(System.getProperty("touchstone.root"));

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES) // the image may have to be built
    void everyPropertyHoldsButWhatTheImageLacks() {
        requirePrograms();

        Verdict verdict = audit("machine-strict");

        assertThat(verdict.properties())
                .allSatisfy(property -> assertThat(property.outcome())
                        .as(property.id() + ": " + property.message())
                        .isIn(Outcome.CONFORMS, Outcome.WAIVED));
        assertThat(ids(verdict, Outcome.WAIVED)).isSubsetOf(OF_THE_IMAGE);
        assertThat(ids(verdict, Outcome.CONFORMS).stream()
                        .filter(id -> OF_THE_MACHINE.stream().anyMatch(id::startsWith)))
                .hasSize(20);
    }

    private static void requirePrograms() {
        for (String program : List.of("qemu-system-aarch64", "qemu-img", "mmdebstrap")) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            assertThat(there || !"true".equals(System.getenv("CI")))
                    .as(program + " is not installed, and CI has to run this test")
                    .isTrue();
            Assumptions.assumeTrue(there, program + " is not installed");
        }
    }

    private static Set<String> ids(Verdict verdict, Outcome outcome) {
        return verdict.having(outcome).stream().map(JudgedProperty::id).collect(Collectors.toSet());
    }

    private Verdict audit(String target) {
        Clock clock = Clock.systemUTC();
        PlannedAudit plan = new AuditPlans(
                        new TargetCatalogue(root.resolve("targets")),
                        new TargetReader(clock),
                        root.resolve("reports/target/audit"))
                .of(List.of(target), Optional.empty())
                .get(0);
        try (ReportWriter writer = ReportWriter.into(plan.out())) {
            AuditRun run = new TargetAudit(new Audit(Suites.catalogue()))
                    .run(plan.target(), plan.profile(), Set.of(), Progress.SILENT);
            Verdict verdict = Judge.judge(run, clock);
            writer.write(run, verdict);
            return verdict;
        }
    }
}
