package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.boot.Boots;
import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.recording.AuditRecording;
import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetException;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.AuditRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Audits one target on this machine: the outside world, the sandbox, the questions, and everything closed again. */
public final class TargetAudit {
    private final Audit audit;

    public TargetAudit(Audit audit) {
        this.audit = audit;
    }

    /**
     * @param only areas or ids to limit the audit to; empty for all
     * @throws dev.touchstone.fixtures.boot.BootException when the sandbox does not come up
     */
    public AuditRun run(Target target, Profile profile, Set<String> only, Progress progress) {
        return run(target, profile, only, progress, UnaryOperator.identity());
    }

    /**
     * As above, written down.
     *
     * @param record the file to write to, if any
     * @throws dev.touchstone.fixtures.guest.RecordingException when it cannot be written
     */
    AuditRun run(Target target, Profile profile, Set<String> only, Progress progress, Optional<Path> record) {
        if (record.isEmpty()) {
            return run(target, profile, only, progress);
        }
        try (AuditRecording recording = AuditRecording.create(record.get(), target, only, Clock.systemUTC())) {
            return run(target, profile, only, progress, recording::of);
        }
    }

    /** Asks a recording in place of a sandbox. */
    AuditRun replay(ReplayedAudit replay, Profile profile, Set<String> only, Progress progress) {
        return audit.replay(replay, profile, only, progress);
    }

    private AuditRun run(
            Target target, Profile profile, Set<String> only, Progress progress, UnaryOperator<Sandbox> watched) {
        EgressPolicy policy = policy(target);
        Boots.requirePrograms(target);
        try (RunDirectory run = RunDirectory.open()) {
            Boots boots = new Boots(run, progress::step); // first: it gets ready while the outside world opens
            boots.prepareFor(target);
            try (OutsideWorld outside =
                    LocalOutsideWorld.open(run.newDirectory("egress"), OptionalInt.of(Boots.user(target)), policy)) {
                Supplier<Sandbox> boot = () -> watched.apply(boots.boot(target, outside));
                return audit.run(new AuditRequest(target, digest(target), profile, only, boot), progress);
            }
        }
    }

    /** The schema lets through what is no policy, such as an address or no host at all. */
    private static EgressPolicy policy(Target target) {
        try {
            return EgressPolicy.of(target.egress());
        } catch (IllegalArgumentException e) {
            throw new TargetException(target.file() + ": egress: " + e.getMessage(), e);
        }
    }

    /** A sandbox that is launched here is what its file says. */
    private static String digest(Target target) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(target.file()));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
