package dev.touchstone.reports.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.output.ReportWriter;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The audit as part of the build: `mvn verify` audits the reference sandbox, `-Dtouchstone.target=…` another one, just as
 * `touchstone audit` does and with the same reports in reports/target/audit. One test for each property.
 */
class AuditIT {
    private final Path root = Path.of(System.getProperty("touchstone.root"));
    private final String target = System.getProperty("touchstone.target");

    @TestFactory
    Stream<DynamicTest> documentedProperties() {
        return audit().properties().stream()
                .map(property ->
                        DynamicTest.dynamicTest(property.id() + " " + property.claim(), () -> holds(property)));
    }

    private Verdict audit() {
        Clock clock = Clock.systemUTC();
        PlannedAudit plan = new AuditPlans(
                        new TargetCatalogue(root.resolve("targets")),
                        new TargetReader(clock),
                        root.resolve("reports/target/audit"))
                .of(List.of(named(target)), Optional.empty())
                .get(0);
        ReportWriter writer = ReportWriter.into(plan.out());
        AuditRun run = new TargetAudit(new Audit(Suites.catalogue()))
                .run(plan.target(), plan.profile(), Set.of(), Progress.SILENT);
        Verdict verdict = Judge.judge(run, clock);
        writer.write(run, verdict);
        writer.conclude(verdict);
        return verdict;
    }

    /** Maven runs tests in the module's directory; a relative path is meant from the project's. */
    private String named(String nameOrPath) {
        return nameOrPath.contains("/") || nameOrPath.endsWith(".yaml") || nameOrPath.endsWith(".yml")
                ? root.resolve(nameOrPath).toString()
                : nameOrPath;
    }

    /** In JUnit's terms: passed, failed by assertion, failed by anything else, aborted with a reason. */
    private static void holds(JudgedProperty property) {
        String why = property.id() + ": " + property.claim() + "\n" + property.message();
        switch (property.outcome()) {
            case CONFORMS -> {}
            case VIOLATES -> fail(why);
            case UNDETERMINED -> throw new IllegalStateException(why);
            case WAIVED, NOT_APPLICABLE -> abort(why);
        }
    }
}
