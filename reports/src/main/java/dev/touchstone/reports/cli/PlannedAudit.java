package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Profile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One audit that is going to be run; its target and profile have been read and go together.
 *
 * @param out where its reports go
 * @param replay the recording that is judged in place of a sandbox
 */
record PlannedAudit(Target target, Profile profile, Path out, Optional<ReplayedAudit> replay) {

    PlannedAudit(Target target, Profile profile, Path out) {
        this(target, profile, out, Optional.empty());
    }
}
