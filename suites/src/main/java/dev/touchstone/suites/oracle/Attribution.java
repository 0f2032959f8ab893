package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Errno;

/**
 * Who refused a call, worked out from the sandbox's answer and from the answers of controls that ran the same call outside.
 *
 * @param reason in words, for messages and evidence
 */
public record Attribution(Finding finding, String reason) {

    /** What the answers prove. */
    public enum Finding {
        /** A seccomp filter refused it: the same user, unconfined, gets further. */
        FILTERED,
        /** It was refused, and a control with every capability gets further. */
        REFUSED,
        /** Nobody refused it. */
        OPEN,
        /** This kernel does not have the call; neither a breach nor a proof. */
        NOT_IN_KERNEL,
        /** The control was refused as well, so the sandbox's refusal proves nothing: undetermined. */
        NO_CONTROL,
        /** An answer that is neither a refusal nor a known way through: undetermined. */
        UNKNOWN,
        /** It did not get through, but nobody asked a control. */
        UNSEEN
    }

    /**
     * Attributes the answer of a filter oracle: a call that fails on its arguments before any capability is looked at.
     *
     * @param sandbox the answer inside
     * @param unconfined the answer of the same user outside
     */
    public static Attribution ofFilter(Oracle oracle, ProbeAnswer sandbox, ProbeAnswer unconfined) {
        if (notThere(sandbox) && notThere(unconfined)) {
            return new Attribution(Finding.NOT_IN_KERNEL, "this kernel does not have the call");
        }
        if (sandbox.is(Errno.EROFS)) {
            return readOnly();
        }
        if (open(oracle, sandbox) || (same(sandbox, unconfined) && !refused(sandbox))) {
            return new Attribution(
                    Finding.OPEN,
                    "nobody refused it: " + sandbox.describe() + ", as for the same user unconfined ("
                            + unconfined.describe() + ")");
        }
        if (!refused(sandbox)) {
            return unknown(sandbox, unconfined);
        }
        boolean killedInsideOnly = sandbox.isKilledByAFilter() && !unconfined.isKilledByAFilter();
        if (unconfined instanceof ProbeAnswer.Lost || (refused(unconfined) && !killedInsideOnly)) {
            return new Attribution(
                    Finding.NO_CONTROL,
                    "refused (" + sandbox.describe() + "), but so is the same user unconfined (" + unconfined.describe()
                            + "), so that this proves no filter");
        }
        return new Attribution(
                Finding.FILTERED,
                "a filter refused it (" + sandbox.describe() + "); the same user unconfined gets "
                        + unconfined.describe());
    }

    /**
     * Attributes the answer of a capability oracle: a call that looks at a capability before its arguments.
     *
     * @param sandbox the answer inside
     * @param unconfined the answer of the same user outside
     * @param privileged the answer of a process outside that has every capability
     */
    public static Attribution ofCapability(
            Oracle oracle, ProbeAnswer sandbox, ProbeAnswer unconfined, ProbeAnswer privileged) {
        if (notThere(privileged) && (notThere(sandbox) || refused(sandbox))) {
            return new Attribution(Finding.NOT_IN_KERNEL, "this kernel does not have the call");
        }
        if (sandbox.is(Errno.EROFS)) {
            return readOnly();
        }
        if (open(oracle, sandbox)) {
            return new Attribution(
                    Finding.OPEN,
                    "nobody refused it: " + sandbox.describe() + ", as for a process with every capability ("
                            + privileged.describe() + ")");
        }
        if (!refused(sandbox)) {
            return unknown(sandbox, privileged);
        }
        if (refused(privileged) || privileged instanceof ProbeAnswer.Lost) {
            return new Attribution(
                    Finding.NO_CONTROL,
                    "refused (" + sandbox.describe() + "), but so is the privileged control (" + privileged.describe()
                            + "), so that this proves nothing");
        }
        String who = refused(unconfined)
                ? "for want of the capability (a filter may stand before it)"
                : "by a filter, for the same user unconfined gets " + unconfined.describe();
        return new Attribution(
                Finding.REFUSED,
                "refused (" + sandbox.describe() + ") " + who + "; with every capability: " + privileged.describe());
    }

    /**
     * Attributes a refusal for which there is no control by a {@link DryRun} of the same call, which needs none: what is refused
     * there is refused by a filter. What it lets through says nothing more, since a filter may also answer as it does.
     *
     * @param before what was found without it
     */
    public static Attribution ofDryRun(Attribution before, ProbeAnswer sandbox, DryRun run, String name) {
        return run.refuses(name)
                ? new Attribution(
                        Finding.FILTERED,
                        "a filter refused it (" + sandbox.describe() + "), and does so before it is made ("
                                + run.answers().get(name).describe() + " in a dry run)")
                : before;
    }

    /** What the answer inside proves alone, where there is no control: that nobody refused it, or nothing. */
    public static Attribution unseen(Oracle oracle, ProbeAnswer sandbox) {
        return open(oracle, sandbox)
                ? new Attribution(Finding.OPEN, "nobody refused it: " + sandbox.describe())
                : new Attribution(Finding.UNSEEN, sandbox.describe() + ", and there is no control");
    }

    /** The kernel looks at the mount first: nothing can be made there, and nothing is learnt of who would be allowed to. */
    private static Attribution readOnly() {
        return new Attribution(
                Finding.NO_CONTROL, "the file system is read-only there (EROFS), so that this proves nothing");
    }

    private static Attribution unknown(ProbeAnswer sandbox, ProbeAnswer control) {
        return new Attribution(
                Finding.UNKNOWN,
                "an answer that says neither yes nor no: " + sandbox.describe() + " (control: " + control.describe()
                        + ")");
    }

    private static boolean open(Oracle oracle, ProbeAnswer answer) {
        return oracle.open().contains(answer.describe());
    }

    private static boolean same(ProbeAnswer one, ProbeAnswer other) {
        return one.describe().equals(other.describe()) && !(one instanceof ProbeAnswer.Lost);
    }

    private static boolean notThere(ProbeAnswer answer) {
        return answer.is(Errno.ENOSYS) || answer.is(Errno.EAFNOSUPPORT);
    }

    /** EPERM from a capability check or a filter, EACCES from setpriority, ENOSYS or SIGSYS from a filter alone. */
    private static boolean refused(ProbeAnswer answer) {
        return answer.is(Errno.EPERM)
                || answer.is(Errno.EACCES)
                || answer.is(Errno.ENOSYS)
                || answer.isKilledByAFilter();
    }
}
