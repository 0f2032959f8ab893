package dev.touchstone.suites.assertions;

import dev.touchstone.fixtures.facts.CapabilitySet;
import dev.touchstone.fixtures.facts.ProcessStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the posture of one process or thread. */
public final class ProcessAssert extends AbstractAssert<ProcessAssert, ProcessStatus> {

    ProcessAssert(ProcessStatus actual) {
        super(actual, ProcessAssert.class);
    }

    /** The effective, permitted, inheritable and ambient sets are empty. The bounding set is another property. */
    public ProcessAssert hasNoCapabilities() {
        isNotNull();
        ProcessStatus.Capabilities sets = actual.capabilities();
        List<String> held = new ArrayList<>();
        held("CapEff", sets.effective()).ifPresent(held::add);
        held("CapPrm", sets.permitted()).ifPresent(held::add);
        held("CapInh", sets.inheritable()).ifPresent(held::add);
        held("CapAmb", sets.ambient()).ifPresent(held::add);
        if (!held.isEmpty()) {
            fail("%s holds capabilities: %s", name(), String.join(", ", held));
        }
        return this;
    }

    /** Nothing can be gained by executing a file with capabilities. */
    public ProcessAssert hasEmptyBoundingSet() {
        isNotNull();
        held("CapBnd", actual.capabilities().bounding())
                .ifPresent(held -> fail("%s could gain capabilities: %s", name(), held));
        return this;
    }

    /** No setuid program or file capability gives this process anything (man 2 PR_SET_NO_NEW_PRIVS). */
    public ProcessAssert hasNoNewPrivileges() {
        isNotNull();
        if (!actual.noNewPrivileges()) {
            fail("%s has NoNewPrivs: 0, so that a setuid program could give it privileges", name());
        }
        return this;
    }

    /** A seccomp filter is in force. */
    public ProcessAssert isFilteredBySeccomp() {
        isNotNull();
        if (actual.seccompMode() != 2) {
            fail("%s runs with Seccomp: %d where 2 (filter) is documented", name(), actual.seccompMode());
        }
        return this;
    }

    /**
     * Exactly this many filters are in force.
     *
     * @throws IllegalStateException where the kernel does not say how many (before Linux 5.9)
     */
    public ProcessAssert hasSeccompFilters(int expected) {
        isNotNull();
        int filters = actual.seccompFilters()
                .orElseThrow(() -> new IllegalStateException("this kernel does not say how many filters there are"));
        if (filters != expected) {
            fail("%s runs under %d seccomp filter(s), documented are %d", name(), filters, expected);
        }
        return this;
    }

    /** All four user ids and all four group ids are one and the same ordinary id, and there are no further groups. */
    public ProcessAssert runsAsAnOrdinaryUser() {
        isNotNull();
        long id = actual.uids().get(0);
        boolean one = actual.uids().stream().allMatch(uid -> uid == id)
                && actual.gids().stream().allMatch(gid -> gid == id);
        if (!one || id <= 1000) {
            fail(
                    "%s runs as uid %s and gid %s (real, effective, saved, file system), documented is one id above 1000",
                    name(), actual.uids(), actual.gids());
        }
        if (!actual.groups().isEmpty()) {
            fail("%s belongs to further groups: %s", name(), actual.groups());
        }
        return this;
    }

    private void fail(String message, Object... arguments) {
        failWithMessage(message, arguments);
    }

    private String name() {
        String process = "process " + actual.threadGroup() + " (" + actual.name() + ")";
        return actual.pid() == actual.threadGroup() ? process : "thread " + actual.pid() + " of " + process;
    }

    private static Optional<String> held(String label, CapabilitySet set) {
        return set.isEmpty() ? Optional.empty() : Optional.of(label + " " + set);
    }

    /** "5 (claude), 6 (rg)" for messages. */
    public static String names(List<ProcessStatus> processes) {
        return processes.stream()
                .map(process -> process.pid() + " (" + process.name() + ")")
                .collect(Collectors.joining(", "));
    }
}
