package dev.touchstone.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.run.AuditRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureSiteTest {
    @TempDir
    private Path directory;

    private Path site;

    @BeforeEach
    void generate() throws IOException {
        AuditRun run = Runs.everyOutcome().run();
        Path results = Files.createDirectory(directory.resolve("results"));
        site = Files.createDirectory(directory.resolve("site"));
        Verdict verdict = Judge.judge(run, Runs.CLOCK);
        AllureResults.write(verdict, run, results);
        new AllureSite().generate(verdict, results, site);
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(site.resolve(file).toFile());
    }

    @Test
    void namesNoAnalyticsHost() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("googletagmanager", "google-analytics", "G-FVWC4GKEYS");
            }
        }
    }

    @Test
    void turnsTheEscapingOfMessagesOn() throws IOException {
        assertThat(Files.readString(site.resolve("app.js")))
                .contains("newline:!1,escapeXML:!0,")
                .doesNotContain("escapeXML:!1");
    }

    @Test
    void groupsByAreaAndProperty() throws IOException {
        JsonNode areas = json("data/behaviors.json").get("children");

        assertThat(areas)
                .extracting(area -> area.get("name").textValue())
                .containsExactlyInAnyOrder("privileges", "network", "system", "cpu", "isolation");
        assertThat(areas.findValuesAsText("name")).contains("PRV-02 claim of PRV-02");
        assertThat(json("widgets/behaviors.json").get("total").intValue()).isEqualTo(5);
    }

    @Test
    void showsTheEnvironment() throws IOException {
        assertThat(json("widgets/environment.json").findValuesAsText("name"))
                .startsWith("Verdict", "Target", "Profile");
    }

    @Test
    void handsTheSameDataToAPageOnADisk() throws IOException {
        String script = Files.readString(site.resolve("data.js"));

        assertThat(script).startsWith("window.reportData = {\n").contains("\"data/behaviors.json\": \"");
        try (Stream<Path> cases = Files.list(site.resolve("data/test-cases"))) {
            assertThat(cases)
                    .hasSize(7)
                    .allSatisfy(
                            file -> assertThat(script).contains("\"data/test-cases/" + file.getFileName() + "\": \""));
        }
    }
}
