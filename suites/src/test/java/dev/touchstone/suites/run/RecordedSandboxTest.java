package dev.touchstone.suites.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.recording.AuditRecording;
import dev.touchstone.fixtures.recording.NotRecordedException;
import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.fixtures.witness.AbsentWitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox that nobody sees from outside, recorded and replayed: what was not seen is not seen again. */
class RecordedSandboxTest {
    private static final String UNSEEN = "nobody sees it; run touchstone there";

    @TempDir
    private Path directory;

    @Test
    void recordingItChangesNothing() throws IOException {
        recorded(sandbox -> {
            assertThat(sandbox.digest()).hasValue("sha256:feed");
            assertThat(sandbox.elsewhere()).hasValue("it is elsewhere");
            assertThat(sandbox.unguarded()).hasValue("volumes guard nothing");
            assertThat(sandbox.witness().absence()).hasValue(UNSEEN);
            return null;
        });
    }

    @Test
    void aReplayOfItSaysSo() throws IOException {
        Sandbox replayed = recorded(sandbox -> sandbox.guest());

        assertThat(replayed.digest()).hasValue("sha256:feed");
        assertThat(replayed.elsewhere()).hasValue("it is elsewhere");
        assertThat(replayed.unguarded()).hasValue("volumes guard nothing");
        assertThat(replayed.witness().absence()).hasValue(UNSEEN);
        assertThatThrownBy(replayed::outside).isInstanceOf(NotRecordedException.class);
    }

    /** @param questions asked while recording */
    private Sandbox recorded(Function<Sandbox, Object> questions) throws IOException {
        Path file = directory.resolve("a.jsonl");
        TargetReader reader = new TargetReader(Clock.systemUTC());
        Path target = Files.writeString(directory.resolve("mine.yaml"), """
                name: mine
                profile: cowork-2
                boot:
                  kind: container
                  image: {name: "debian:12"}
                """);
        try (AuditRecording recording = AuditRecording.create(file, reader.read(target), Set.of(), Clock.systemUTC())) {
            questions.apply(recording.of(new Unseen()));
        }
        return ReplayedAudit.read(file, reader).sandbox();
    }

    private static final class Unseen extends FakeSandbox {
        Unseen() {
            super(3, new AbsentWitness(UNSEEN));
        }

        @Override
        public Session session() {
            Session.Folder none =
                    new Session.Folder("ungranted", Session.Permission.NONE, Path.of("/h/un"), "u.txt", "beef");
            return new Session("calm-fox", List.of(), none, "secret");
        }

        @Override
        public Optional<String> digest() {
            return Optional.of("sha256:feed");
        }

        @Override
        public Optional<String> elsewhere() {
            return Optional.of("it is elsewhere");
        }

        @Override
        public Optional<String> unguarded() {
            return Optional.of("volumes guard nothing");
        }
    }
}
