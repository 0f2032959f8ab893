package dev.touchstone.suites.assertions;

import dev.touchstone.fixtures.facts.ProcessStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the posture of one process or thread. */
public final class ProcessAssert extends AbstractAssert<ProcessAssert, ProcessStatus> {

    ProcessAssert(ProcessStatus actual) {
        super(actual, ProcessAssert.class);
    }

    /** The effective, permitted, inheritable and ambient sets are empty. The bounding set is another property. */
    public ProcessAssert hasNoCapabilities() {
        return without(Deviations::capabilities);
    }

    /** Nothing can be gained by executing a file with capabilities. */
    public ProcessAssert hasEmptyBoundingSet() {
        return without(Deviations::boundingSet);
    }

    /** No setuid program or file capability gives this process anything (man 2 PR_SET_NO_NEW_PRIVS). */
    public ProcessAssert hasNoNewPrivileges() {
        return without(Deviations::noNewPrivileges);
    }

    /** A seccomp filter is in force. */
    public ProcessAssert isFilteredBySeccomp() {
        return without(Deviations::seccomp);
    }

    /**
     * Exactly this many filters are in force.
     *
     * @throws IllegalStateException where the kernel does not say how many (before Linux 5.9)
     */
    public ProcessAssert hasSeccompFilters(int expected) {
        return without(process -> Deviations.seccompFilters(process, expected));
    }

    /** All four user ids and all four group ids are one and the same ordinary id, and there are no further groups. */
    public ProcessAssert runsAsAnOrdinaryUser() {
        return without(Deviations::ordinaryUser);
    }

    private ProcessAssert without(Function<ProcessStatus, Optional<String>> deviation) {
        isNotNull();
        deviation.apply(actual).ifPresent(phrase -> failWithMessage("%s %s", Deviations.name(actual), phrase));
        return this;
    }

    /** "5 (claude), 6 (rg)" for messages. */
    public static String names(List<ProcessStatus> processes) {
        return processes.stream()
                .map(process -> process.pid() + " (" + process.name() + ")")
                .collect(Collectors.joining(", "));
    }
}
