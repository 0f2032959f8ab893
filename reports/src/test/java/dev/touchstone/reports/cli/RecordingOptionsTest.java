package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of --record and --replay before anything is booted. */
class RecordingOptionsTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ELF                                 | line 1 of the recording FILE is not JSON: Unrecognized token 'ELF'
            {"schema":"somebody.else/1"}        | line 1 of the recording FILE is not {"schema":"touchstone.recording/1"}
            {"schema":"touchstone.recording/1"} | the recording FILE was cut short after line 1: its last line is missing
            """)
    void aRecordingThatCannotBeUsedEndsWithOneLine(String content, String message) throws IOException {
        Path file = Files.writeString(root.resolve("a.jsonl"), content + "\n");

        Typed typed = Typed.in(root, "audit", "--replay", file.toString());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).startsWith("touchstone: " + message.replace("FILE", file.toString()));
        assertThat(typed.err().lines()).hasSize(1);
    }

    @Test
    void aRecordingThatIsNotThereIsNamed() {
        Typed typed = Typed.in(root, "audit", "--replay", "/nonexistent/a.jsonl");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("touchstone: cannot read the recording /nonexistent/a.jsonl: no such file\n");
    }

    @Test
    void aReplayNamesItsTargetItself() {
        Typed typed = Typed.in(root, "audit", "reference", "--replay", "a.jsonl");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err())
                .isEqualTo("touchstone: --replay judges the target that was recorded: name none beside it\n");
    }

    @Test
    void recordingAndReplayingAreTwoThings() {
        Typed typed = Typed.in(root, "audit", "--record", "a.jsonl", "--replay", "b.jsonl");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("--record=FILE", "--replay=FILE", "mutually exclusive");
    }

    @Test
    void aRecordingIntoNoDirectoryEndsBeforeAnythingIsBooted() throws IOException {
        writeTargets("one");
        Path nowhere = root.resolve("no/such.jsonl");

        Typed typed = Typed.in(
                root,
                "audit",
                "one",
                "--quiet",
                "--out",
                root.resolve("out").toString(),
                "--record",
                nowhere.toString());

        assertThat(typed.err())
                .isEqualTo("touchstone: cannot write the recording " + nowhere + ": there is no directory "
                        + nowhere.getParent() + "; make it, or name another file\n");
        assertThat(typed.out()).isEmpty();
        assertThat(typed.exitCode()).isEqualTo(3);
    }

    private void writeTargets(String... names) throws IOException {
        Files.createDirectories(root.resolve("targets"));
        for (String name : names) {
            Files.writeString(root.resolve("targets/" + name + ".yaml"), """
                    name: %s
                    profile: cowork-1
                    boot:
                      kind: command
                      command: [./run, "{executor}"]
                    """.formatted(name));
        }
    }

    @Test
    void aRecordingHoldsOneTarget() throws IOException {
        writeTargets("one", "two");

        Typed typed = Typed.in(root, "audit", "one", "two", "--record", "a.jsonl");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("touchstone: --record writes down one audit: name one target\n");
    }
}
