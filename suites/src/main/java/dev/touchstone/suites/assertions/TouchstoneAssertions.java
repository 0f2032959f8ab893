package dev.touchstone.suites.assertions;

import dev.touchstone.fixtures.facts.ProcessStatus;
import java.util.Collection;
import org.assertj.core.api.Assertions;

/** Entry point of the assertions about a sandbox; AssertJ's own are included. */
public class TouchstoneAssertions extends Assertions {

    protected TouchstoneAssertions() {}

    /** Asserts about one process or thread. */
    public static ProcessAssert assertThat(ProcessStatus actual) {
        return new ProcessAssert(actual);
    }

    /** Asserts about each of several processes or threads; there has to be one. */
    public static ProcessesAssert assertThatEach(Collection<ProcessStatus> actual) {
        return new ProcessesAssert(actual);
    }
}
