package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.container.Engine;
import dev.touchstone.fixtures.container.EngineException;
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
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The documented container, audited whole, with the reports in reports/target/audit. */
@Tag("boots")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainerAuditIT {
    /** What the image lacks where its base is made of Debian, and the sandbox-runtime's listeners. */
    private static final Set<String> WAIVED = Set.of("OS-01", "OS-06", "CON-01", "NET-01", "NET-02");

    private static final String PLAIN = "touchstone/cowork-base";

    private final Path root = Path.of(System.getProperty("touchstone.root"));

    @Test
    @Order(1) // makes the image, and its base
    @Timeout(value = 15, unit = TimeUnit.MINUTES) // the image may have to be built
    void everyPropertyOfAContainerHoldsButWhatIsWaived() {
        requireEngine();

        Verdict verdict = audit("container");

        assertThat(verdict.properties())
                .allSatisfy(property -> assertThat(property.outcome())
                        .as(property.id() + ": " + property.message())
                        .isIn(Outcome.CONFORMS, Outcome.WAIVED, Outcome.NOT_APPLICABLE));
        assertThat(ids(verdict, Outcome.WAIVED)).isSubsetOf(WAIVED);
        assertThat(ids(verdict, Outcome.CONFORMS))
                .contains("CON-02", "CON-03", "CON-04", "CON-05", "CON-06", "PRV-01", "PRV-03", "SES-02", "AGT-03");
        assertThat(verdict.target().digest()).matches("sha256:[0-9a-f]{64}");
    }

    /** The base of that image, as docker run runs it: a Debian that nobody has hardened. */
    @Test
    @Order(2)
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aPlainImageViolatesMostOfIt(@TempDir Path scratch) {
        requireEngine();
        assertThat(Engine.open().images().find(PLAIN))
                .as("made for the container")
                .isPresent();

        Verdict verdict =
                audit(new ImageTarget(PLAIN, "cowork-2").writeInto(scratch).toString());

        assertThat(ids(verdict, Outcome.VIOLATES))
                .contains("PRV-01", "PRV-02", "PRV-07", "ISO-10", "MEM-03", "CON-05", "NET-03");
        assertThat(verdict.verdict().exitCode()).isEqualTo(1);
        assertThat(verdict.target().digest()).matches("sha256:[0-9a-f]{64}");
    }

    private static void requireEngine() {
        try {
            Engine.open();
        } catch (EngineException e) {
            assertThat(System.getenv("CI"))
                    .as("CI has to run this test: " + e.getMessage())
                    .isNotEqualTo("true");
            Assumptions.abort(e.getMessage());
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
