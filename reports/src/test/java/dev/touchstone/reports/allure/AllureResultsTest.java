package dev.touchstone.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.suites.run.AuditRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureResultsTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    private Path directory;

    private List<JsonNode> write(Runs runs) throws IOException {
        AuditRun run = runs.run();
        AllureResults.write(Judge.judge(run, Runs.CLOCK), run, directory);
        return read("-result.json");
    }

    private List<JsonNode> read(String ending) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(ending)).toList()) {
                nodes.add(mapper.readTree(file.toFile()));
            }
        }
        nodes.sort(Comparator.comparing(node -> node.path("name").asText()));
        return nodes;
    }

    private static List<String> labels(JsonNode result, String name) {
        List<String> values = new ArrayList<>();
        result.get("labels").forEach(label -> {
            if (label.get("name").textValue().equals(name)) {
                values.add(label.get("value").textValue());
            }
        });
        return values;
    }

    @Test
    void nothingIsGreenButWhatConforms() throws IOException {
        assertThat(write(Runs.everyOutcome().property("AGT-01")))
                .extracting(
                        result -> result.get("name").textValue(),
                        result -> result.get("status").textValue())
                .containsExactly(
                        tuple("AGT-01", "broken"),
                        tuple("CPU-01", "skipped"),
                        tuple("ISO-11", "skipped"),
                        tuple("NET-01 check 1", "broken"),
                        tuple("OS-01 check 1", "skipped"),
                        tuple("PRV-01 check 1", "passed"),
                        tuple("PRV-01 check 2", "passed"),
                        tuple("PRV-02 check 1", "failed"));
    }

    @Test
    void saysWhatWhereAndHowBad() throws IOException {
        JsonNode violation = write(Runs.everyOutcome()).get(6);

        assertThat(labels(violation, "epic")).containsExactly("mine (cowork-1)");
        assertThat(labels(violation, "feature")).containsExactly("privileges");
        assertThat(labels(violation, "story")).containsExactly("PRV-02 claim of PRV-02");
        assertThat(labels(violation, "severity")).containsExactly("critical");
        assertThat(labels(violation, "tag")).containsExactly("PRV-02", "seed");
        assertThat(violation.at("/links/0/type").textValue()).isEqualTo("source");
        assertThat(violation.at("/links/0/url").textValue()).isEqualTo("https://example.org/seed");
        assertThat(violation.at("/statusDetails/message").textValue()).startsWith("expected 0 but was 1 \\x1b[2J");
        assertThat(violation.at("/statusDetails/trace").textValue())
                .isEqualTo("claim: claim of PRV-02\ndocumented: seed: sentence of PRV-02\nseverity: high\n"
                        + "more: touchstone explain PRV-02");
        assertThat(violation.get("parameters"))
                .extracting(
                        parameter -> parameter.get("name").textValue(),
                        parameter -> parameter.get("value").textValue())
                .containsExactly(
                        tuple("expected", "0"),
                        tuple("observed", "1 \\x1b[2J<script>alert(1)</script>|`x`"),
                        tuple("evidence", "DECLARED"));
    }

    @Test
    void attachesTheEvidence() throws IOException {
        JsonNode attachment = write(Runs.everyOutcome()).get(6).at("/attachments/0");

        assertThat(attachment.get("name").textValue()).isEqualTo("asked and answered");
        assertThat(attachment.get("type").textValue()).isEqualTo("text/plain");
        assertThat(directory.resolve(attachment.get("source").textValue())).hasContent("openat(/proc/1/status) = 3");
    }

    @Test
    void attachesWhatTheLaunchWrote() throws IOException {
        List<JsonNode> results = write(Runs.everyOutcome());
        JsonNode container = read("-container.json").get(0);

        assertThat(container.get("children")).hasSameSizeAs(results);
        assertThat(directory.resolve(
                        container.at("/befores/0/attachments/0/source").textValue()))
                .hasContent("launching\n\\x1b]0;owned\\x07");
    }

    @Test
    void tellsWaivedFromNotApplicable() throws IOException {
        List<JsonNode> results = write(Runs.everyOutcome());
        JsonNode categories =
                mapper.readTree(directory.resolve("categories.json").toFile());

        assertThat(categories)
                .extracting(category -> category.get("name").textValue())
                .containsExactly("Violations", "Undetermined", "Waived", "Not applicable");
        for (JsonNode result : results) {
            if (result.get("status").textValue().equals("skipped")) {
                String message = result.at("/statusDetails/message").textValue();
                boolean waived = result.get("name").textValue().startsWith("OS-01");
                assertThat(message.matches(categories.get(2).get("messageRegex").textValue()))
                        .isEqualTo(waived);
                assertThat(message.matches(categories.get(3).get("messageRegex").textValue()))
                        .isNotEqualTo(waived);
            }
        }
    }

    @Test
    void keepsItsIdentitiesFromAuditToAudit() throws IOException {
        List<JsonNode> first = write(Runs.everyOutcome());
        assertThat(write(Runs.everyOutcome())).isEqualTo(first);
        assertThat(first).extracting(result -> result.get("historyId")).doesNotHaveDuplicates();
    }

    @Test
    void describesTheEnvironmentWithoutNamingTheMachine() throws IOException {
        write(Runs.everyOutcome());

        assertThat(directory.resolve("environment.properties"))
                .content()
                .startsWith("Verdict = NONCONFORMANT\nTarget = mine (command)\nProfile = cowork-1\n")
                .contains("Properties\\:\\ VIOLATES = 1\n")
                .contains("Note\\ 1 = the main process is a stand-in\n");
        assertThat(mapper.readTree(directory.resolve("executor.json").toFile())
                        .get("reportName")
                        .textValue())
                .isEqualTo("NONCONFORMANT: mine (cowork-1)");
    }
}
