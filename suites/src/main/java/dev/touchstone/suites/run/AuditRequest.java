package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Profile;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What to audit.
 *
 * @param digest of the target as booted, or null where there is none
 * @param only areas or property ids to limit the audit to; empty for all
 * @param boot boots the sandbox; called once, and the audit closes what it gave
 * @param limit for all questions to the sandbox together; past it every further question fails
 */
public record AuditRequest(
        Target target, String digest, Profile profile, Set<String> only, Supplier<Sandbox> boot, Duration limit) {

    /** Generous beside the second or two that an audit takes; a guest that stalls every answer meets it. */
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(90);

    /** For a virtual machine: where another processor has to be emulated, everything takes twenty times as long. */
    private static final Duration MACHINE_LIMIT = Duration.ofMinutes(10);

    /** With a limit that is generous for the target. */
    public AuditRequest(Target target, String digest, Profile profile, Set<String> only, Supplier<Sandbox> boot) {
        this(target, digest, profile, only, boot, generous(target));
    }

    private static Duration generous(Target target) {
        return target.boot().kind() == Target.Kind.VM ? MACHINE_LIMIT : USUAL_LIMIT;
    }
}
