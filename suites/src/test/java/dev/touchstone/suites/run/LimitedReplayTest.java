package dev.touchstone.suites.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.guest.RecordingException;
import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Property;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recording of an audit that was limited, made by hand: it has no answer beside those that the audit asked for. */
class LimitedReplayTest {
    private static final String RECORDED = """
            {"schema":"touchstone.recording/1"}
            {"of":"audit","value":"target","is":{"file":"/elsewhere/mine.yaml","text":"name: mine\\nprofile: cowork-1\\nboot:\\n  kind: command\\n  command: [./run, \\"{executor}\\"]\\n"}}
            {"of":"audit","value":"recorded","is":"2026-11-21T20:00:00Z"}
            {"of":"audit","value":"only","is":["PRV-02","network"]}
            {"of":"sandbox","value":"session","is":{"id":"calm-fox","folders":[],"ungranted":{"name":"ungranted","permission":"NONE","hostPath":"/h/un","canaryFile":"u.txt","canary":"beef"},"secret":"s3"}}
            {"of":"sandbox","value":"supplied","is":{"files":{}}}
            {"of":"sandbox","value":"bootMillis","is":81.5}
            {"of":"sandbox","value":"notes","is":[]}
            {"of":"sandbox","value":"terminal","is":false}
            {"guest":"inside","architecture":"x86_64","pid":5,"patienceMillis":5000}
            {"of":"sandbox","value":"launchLog","is":""}
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ISO-02                | ISO-02 is not in it
            isolation             | isolation is not in it
            ISO-02,PRV-02         | ISO-02 is not in it
            PRV-03,ISO-02         | ISO-02, PRV-03 are not in it
            """)
    void whatTheRecordingIsLimitedToIsSaidToWhoeverLooksForSomethingElse(String only, String missing) {
        assertThatThrownBy(() -> replay(Set.of(only.split(","))))
                .isInstanceOf(RecordingException.class)
                .hasMessage("the recording " + directory.resolve("a.jsonl") + " is limited to PRV-02, network; "
                        + missing + ": look for what is, or record it anew");
    }

    @ParameterizedTest
    @CsvSource({"PRV-02", "NET-04", "privileges", "network"})
    void whatIsInTheRecordingIsLookedFor(String only) throws IOException {
        AuditRun run = replay(Set.of(only));

        assertThat(run.results()).hasSize(1);
        assertThat(run.only()).hasSize(1);
        assertThat(run.complete()).isFalse();
    }

    /** The controls are asked ahead whatever was recorded; that they are not in it is for the check to say that needs them. */
    @Test
    void whatNobodyAskedTheControlsWhileRecordingIsNoErrorOfTheirThread() throws IOException {
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        try {
            replay(Set.of());
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(uncaught).isEmpty();
    }

    @Test
    void noLimitIsNotWhatIsLeftOfTwo() throws IOException {
        AuditRun run = replay(Set.of("PRV-02"));

        assertThatThrownBy(() -> run.limitedTo(Set.of("NET-04")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an audit that was limited to [PRV-02] has come to nothing about [NET-04]");
    }

    private AuditRun replay(Set<String> only) throws IOException {
        List<String> lines = new ArrayList<>(RECORDED.lines().toList());
        lines.add("{\"end\":" + lines.size() + "}");
        Path file = Files.write(directory.resolve("a.jsonl"), lines);
        ReplayedAudit replay = ReplayedAudit.read(file, new TargetReader(Clock.systemUTC()));
        return new Audit(SuiteCatalogue.of(List.of(Sample.class))).replay(replay, profile(), only, AuditListener.NONE);
    }

    private static Profile profile() {
        return new Profile(
                "sample",
                "Sample",
                Set.of(Property.Basis.SEED),
                List.of(
                        property("PRV-02", "privileges"),
                        property("PRV-03", "privileges"),
                        property("NET-04", "network"),
                        property("ISO-02", "isolation")));
    }

    private static Property property(String id, String area) {
        return new Property(
                id,
                area,
                "a claim",
                Property.Severity.HIGH,
                Property.Basis.SEED,
                new Property.Source("seed", "a sentence", Optional.empty()),
                Map.of(),
                Map.of());
    }

    static class Sample {
        @Verifies("PRV-02")
        void takesTheControls(Controls controls) {
            assertThat(controls).isNotNull();
        }

        @Verifies("NET-04")
        void takesNothing() {}
    }
}
