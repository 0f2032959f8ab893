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

    private static final String NO_CONTAINER =
            " is a target of kind container, and what its engine says of it cannot be recorded: leave --record out\n";

    @Test
    void aContainerIsNotRecorded() throws IOException {
        Files.createDirectories(root.resolve("targets"));
        Files.writeString(root.resolve("targets/jail.yaml"), """
                name: jail
                profile: cowork-2
                boot:
                  kind: container
                  image: {name: "debian:12"}
                """);
        Path file = root.resolve("a.jsonl");

        Typed typed = Typed.in(root, "audit", "jail", "--record", file.toString());

        assertThat(typed.err()).isEqualTo("touchstone: jail" + NO_CONTAINER);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(file).doesNotExist();
    }

    @Test
    void anImageIsNotRecorded() {
        Path file = root.resolve("a.jsonl");

        Typed typed = Typed.in(root, "audit", "--image", "debian:12", "--record", file.toString());

        assertThat(typed.err()).isEqualTo("touchstone: debian-12" + NO_CONTAINER);
        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(file).doesNotExist();
    }

    /** One could be made before they were refused. */
    @Test
    void aContainersRecordingIsNotReplayed() throws IOException {
        Path file = Files.writeString(root.resolve("a.jsonl"), """
                {"schema":"touchstone.recording/1"}
                {"of":"audit","value":"target","is":{"file":"x.yaml","text":"name: jail\\nprofile: cowork-2\\nboot: {kind: container, image: {name: debian}}\\n"}}
                {"of":"audit","value":"recorded","is":"2026-11-21T20:00:00Z"}
                {"of":"sandbox","value":"session","is":{"id":"calm-fox","folders":[],"ungranted":{"name":"ungranted","permission":"NONE","hostPath":"/h/un","canaryFile":"u.txt","canary":"beef"},"secret":"s3"}}
                {"of":"sandbox","value":"supplied","is":{"files":{}}}
                {"of":"sandbox","value":"bootMillis","is":81.5}
                {"of":"sandbox","value":"notes","is":[]}
                {"of":"sandbox","value":"terminal","is":false}
                {"guest":"inside","architecture":"x86_64","pid":5,"patienceMillis":5000}
                {"end":9}
                """);

        Typed typed = Typed.in(root, "audit", "--replay", file.toString());

        assertThat(typed.err())
                .isEqualTo("touchstone: the recording " + file + " is of jail, a target of kind container, and does not"
                        + " hold what its engine said: audit it where its engine is\n");
        assertThat(typed.out()).isEmpty();
        assertThat(typed.exitCode()).isEqualTo(3);
    }

    @Test
    void helpSaysWhatIsNotRecorded() {
        String help = Typed.in(root, "audit", "--help").out().replaceAll("\\s+", " ");

        assertThat(help)
                .contains(
                        "of one target only, and of none of kind container: what its engine says of it cannot be recorded");
    }

    @Test
    void aRecordingHoldsOneTarget() throws IOException {
        writeTargets("one", "two");

        Typed typed = Typed.in(root, "audit", "one", "two", "--record", "a.jsonl");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("touchstone: --record writes down one audit: name one target\n");
    }
}
