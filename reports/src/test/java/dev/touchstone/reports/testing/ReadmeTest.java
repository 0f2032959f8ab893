package dev.touchstone.reports.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The test that the README shows is one that runs. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));

    @Test
    void showsATestThatRuns() throws IOException {
        String source = Files.readString(
                ROOT.resolve("reports/src/test/java/dev/touchstone/reports/testing/AgentContainerIT.java"));
        String shown = source.substring(
                source.indexOf("// README: begin\n") + "// README: begin\n".length(),
                source.indexOf("    // README: end"));

        assertThat(shown.lines()).hasSizeBetween(8, 14);
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(shown);
    }
}
