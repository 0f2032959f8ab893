package dev.touchstone.suites.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documented machine answered about its processor, memory, disks and operating system, judged on any host; with one
 * thing wrong in it, it is {@link MachineConversationsTest}'s.
 *
 * <p>The recording answers the questions that were asked when it was made. Where a suite of these areas asks something else, make it
 * anew, in the project's directory:
 *
 * <pre>
 * ./touchstone audit machine-strict --only cpu,memory,storage,system --record machine-strict.jsonl
 * sed 's|"file":"[^"]*&#47;targets/|"file":"targets/|' machine-strict.jsonl |
 *     gzip -9n &gt;suites/src/test/resources/recordings/machine-strict.jsonl.gz
 * </pre>
 */
class RecordedMachineTest {
    private static final Set<String> AREAS = Set.of("cpu", "memory", "storage", "system");
    /** What the image lacks where it is made of Debian; the target waives it. */
    private static final Set<String> OF_THE_IMAGE = Set.of("OS-01", "OS-02", "OS-03", "OS-06");

    @TempDir
    Path directory;

    @Test
    void theDocumentedMachine() throws IOException {
        AuditRun run = replay();

        assertThat(with(run, Status.BROKEN)).as(RecordedConversation.ANEW).isEmpty();
        assertThat(with(run, Status.FAILED)).isEqualTo(OF_THE_IMAGE);
        assertThat(with(run, Status.PASSED)).hasSizeGreaterThanOrEqualTo(22).contains("CPU-12", "MEM-03", "STO-05");
        assertThat(run.target().name()).isEqualTo("machine-strict");
    }

    private static Set<String> with(AuditRun run, Status status) {
        return run.results().stream()
                .filter(result -> result.status() == status)
                .map(CheckResult::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private AuditRun replay() throws IOException {
        Path recording = RecordedConversation.ofTheMachine().writtenTo(directory.resolve("recording.jsonl"));
        ReplayedAudit replay = ReplayedAudit.read(recording, new TargetReader(Clock.systemUTC()));
        return new Audit(Suites.catalogue())
                .run(
                        new AuditRequest(
                                replay.target(),
                                replay.digest(),
                                Profiles.read(replay.target().profile()),
                                AREAS,
                                replay::sandbox),
                        AuditListener.NONE);
    }
}
