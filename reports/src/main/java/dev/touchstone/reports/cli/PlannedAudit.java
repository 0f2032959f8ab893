package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Profile;
import java.nio.file.Path;

/**
 * One audit that is going to be run; its target and profile have been read and go together.
 *
 * @param out where its reports go
 */
record PlannedAudit(Target target, Profile profile, Path out) {}
