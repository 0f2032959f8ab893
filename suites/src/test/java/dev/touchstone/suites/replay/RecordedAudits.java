package dev.touchstone.suites.replay;

import static org.awaitility.Awaitility.await;

import dev.touchstone.fixtures.boot.Boots;
import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.recording.AuditRecording;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.AuditRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/** Audits that are written down. */
final class RecordedAudits {
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final Path ROOT = Path.of(System.getProperty("touchstone.root", ".."));

    private RecordedAudits() {}

    /**
     * Records until no process came and went meanwhile: in such a recording the answers do not depend on which of the suites ask.
     * On a busy machine a tunnel's process of one connection can outlive the check that has made it.
     *
     * @param only areas or ids to limit the audit to; empty for all
     * @param recording the file to write
     */
    static RecordedConversation recordUndisturbed(String name, Set<String> only, Path recording) {
        return await("a recording of " + name + " with the same processes from its beginning to its end")
                .atMost(MOST)
                .pollDelay(Duration.ZERO)
                .until(
                        () -> {
                            record(name, only, recording);
                            return RecordedConversation.of(recording);
                        },
                        RecordedConversation::hasTheSameProcessesThroughout);
    }

    /**
     * Boots a shipped target and audits it.
     *
     * @param only areas or ids to limit the audit to; empty for all
     * @param recording the file to write
     */
    static AuditRun record(String name, Set<String> only, Path recording) {
        Target target = new TargetReader(Clock.systemUTC()).read(ROOT.resolve("targets/" + name + ".yaml"));
        try (RunDirectory run = RunDirectory.open();
                OutsideWorld outside = LocalOutsideWorld.open(
                        run.newDirectory("egress"),
                        OptionalInt.of(Boots.user(target)),
                        EgressPolicy.of(target.egress()));
                AuditRecording written = AuditRecording.create(recording, target, only, Clock.systemUTC())) {
            Boots boots = new Boots(run, line -> {});
            return new Audit(Suites.catalogue())
                    .run(
                            new AuditRequest(
                                    target,
                                    null,
                                    Profiles.read(target.profile()),
                                    only,
                                    () -> written.of(boots.boot(target, outside))),
                            AuditListener.NONE);
        }
    }
}
