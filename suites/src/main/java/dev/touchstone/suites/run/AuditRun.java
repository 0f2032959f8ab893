package dev.touchstone.suites.run;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One audit from boot to last check: everything a report needs.
 *
 * @param results in the order of the profile; a judged property may have several, a missing one none
 * @param bootMillis from the launch until the guest's first answer
 * @param auditMillis from the sandbox booted to the last check
 * @param calls system calls asked inside the sandbox
 * @param notes what a reader has to know, such as stand-ins
 * @param complete false when the audit was limited to some properties
 */
public record AuditRun(
        Target target,
        String digest,
        Profile profile,
        Instant started,
        Duration duration,
        double bootMillis,
        double auditMillis,
        long calls,
        List<CheckResult> results,
        List<String> notes,
        boolean complete,
        String launchLog) {}
