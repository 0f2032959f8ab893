package dev.touchstone.suites.assertions;

import dev.touchstone.fixtures.facts.ProcessStatus;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/** Assertions that hold for each of several processes or threads; a failure names every one that deviates, in one line. */
public final class ProcessesAssert extends AbstractAssert<ProcessesAssert, Collection<ProcessStatus>> {
    ProcessesAssert(Collection<ProcessStatus> actual) {
        super(actual, ProcessesAssert.class);
    }

    /** As {@link ProcessAssert#hasNoCapabilities()}, of each. */
    public ProcessesAssert hasNoCapabilities() {
        return each(Deviations::capabilities);
    }

    /** As {@link ProcessAssert#hasEmptyBoundingSet()}, of each. */
    public ProcessesAssert hasEmptyBoundingSet() {
        return each(Deviations::boundingSet);
    }

    /** As {@link ProcessAssert#hasNoNewPrivileges()}, of each. */
    public ProcessesAssert hasNoNewPrivileges() {
        return each(Deviations::noNewPrivileges);
    }

    /** As {@link ProcessAssert#isFilteredBySeccomp()}, of each. */
    public ProcessesAssert isFilteredBySeccomp() {
        return each(Deviations::seccomp);
    }

    /** As {@link ProcessAssert#runsAsAnOrdinaryUser()}, of each. */
    public ProcessesAssert runsAsAnOrdinaryUser() {
        return each(Deviations::ordinaryUser);
    }

    private ProcessesAssert each(Function<ProcessStatus, Optional<String>> deviation) {
        isNotNull();
        if (actual.isEmpty()) {
            failWithMessage("there is no process to look at");
        }
        Deviations.among(actual, deviation).ifPresent(all -> failWithMessage("%s", all));
        return this;
    }
}
