package dev.touchstone.reports.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.reports.verdict.VerdictFile;
import dev.touchstone.reports.verdict.VerdictReader;
import dev.touchstone.suites.run.AuditRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    private final Runs runs = Runs.everyOutcome();
    private final AuditRun run = runs.run();
    private final Verdict verdict = Judge.judge(run, Runs.CLOCK);

    @TempDir
    private Path directory;

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    private void write(Path out) {
        try (ReportWriter writer = ReportWriter.into(out)) {
            writer.write(run, verdict);
            writer.conclude(verdict);
        }
    }

    @Test
    void writesEveryReport() throws IOException {
        Path out = directory.resolve("not/there/yet");
        ReportWriter writer = ReportWriter.into(out);
        writer.write(run, verdict);
        writer.conclude(verdict);

        assertThat(names(out))
                .containsExactly(
                        "allure-results",
                        "junit.xml",
                        "site",
                        "summary.md",
                        "verdict.intoto.json",
                        "verdict.json",
                        "verdict.sarif");
        assertThat(writer.site()).isRegularFile();
        assertThat(new VerdictReader(name -> Optional.of(runs.profile())).read(out.resolve("verdict.json")))
                .isEqualTo(new VerdictFile.Readable(out.resolve("verdict.json"), verdict));
    }

    @Test
    void replacesWhatItWroteBefore() throws IOException {
        write(directory);
        long before = names(directory.resolve("allure-results")).count();
        write(directory);

        assertThat(names(directory.resolve("allure-results")).filter(name -> !name.equals("history")))
                .hasSize((int) before);
    }

    @Test
    void carriesTheTrendFromAuditToAudit() throws IOException {
        write(directory);
        write(directory);

        assertThat(new ObjectMapper()
                        .readTree(directory
                                .resolve("site/history/history-trend.json")
                                .toFile()))
                .hasSize(2);
    }

    @Test
    void takesTheOldVerdictAwayBeforeTheAuditBegins() throws IOException {
        write(directory);
        ReportWriter.into(directory).close();

        assertThat(names(directory)).containsExactly("allure-results", "site");
    }

    @Test
    void writesTheVerdictOnlyWhenItIsTold() {
        try (ReportWriter writer = ReportWriter.into(directory)) {
            writer.write(run, verdict);

            assertThat(directory.resolve("summary.md")).exists();
            assertThat(directory.resolve("verdict.json")).doesNotExist();
        }
    }

    @Test
    void leavesNoVerdictWhenAPartFails() throws IOException {
        write(directory);
        ReportWriter writer = ReportWriter.into(directory);
        Files.createDirectories(directory.resolve("junit.xml/in-the-way"));

        assertThatThrownBy(() -> writer.write(run, verdict))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("the reports in " + directory + " cannot be written: ");
        assertThat(directory.resolve("verdict.json")).doesNotExist();
    }

    @Test
    void refusesADirectoryThatCannotBe() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> ReportWriter.into(file.resolve("out")))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("--out " + file.resolve("out") + ": cannot be written to: ")
                .hasMessageEndingWith("; choose another directory");
    }

    @Test
    void touchesNoSiteThatIsNotItsOwn() throws IOException {
        Path theirs = Files.createDirectories(directory.resolve("site"));
        Files.writeString(theirs.resolve("index.html"), "precious");

        assertThatThrownBy(() -> ReportWriter.into(directory))
                .isInstanceOf(ReportException.class)
                .hasMessage(theirs + " exists and was not written by touchstone: move it away or choose another --out");
        assertThat(theirs.resolve("index.html")).hasContent("precious");
    }

    @Test
    void followsNoLinkWhenItDeletes() throws IOException {
        write(directory);
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Files.writeString(precious.resolve("file"), "precious");
        Files.createSymbolicLink(directory.resolve("allure-results/link"), precious);
        write(directory);

        assertThat(precious.resolve("file")).hasContent("precious");
    }

    @Test
    void twoAuditsDoNotWriteToTheSameDirectory() {
        try (ReportWriter first = ReportWriter.into(directory)) {
            assertThatThrownBy(() -> ReportWriter.into(directory))
                    .isInstanceOf(ReportException.class)
                    .hasMessage("another audit is writing to " + directory
                            + ": wait for it, or choose another directory with --out");
            assertThat(first.site().toString()).startsWith(directory.toString());
        }
        assertThat(directory).isEmptyDirectory();
        ReportWriter.into(directory).close();
    }

    @Test
    void statesTheDigestOfTheTargetsFileWhereThereIsNoOther() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), "name: mine\n");
        AuditRun without = Runs.everyOutcome().digest(null).file(file).run();
        ReportWriter.into(directory).write(without, Judge.judge(without, Runs.CLOCK));

        assertThat(directory.resolve("verdict.intoto.json"))
                .content()
                .contains("\"sha256\" : \"42c7f88c7107a2133431c944ea466d4bb26f0cb5e75b2163b1f3ccdc5d41a7f4\"");
    }
}
