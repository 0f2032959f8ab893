package dev.touchstone.reports.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class VerdictAssertTest {
    private final Verdict mixed = Judge.judge(Runs.everyOutcome().run(), Clock.systemUTC());

    @Test
    void aFailureNamesEachPropertyThatIsViolatedOrUndetermined() {
        assertThatThrownBy(() -> VerdictAssert.assertThat(mixed).isConformant())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("are violated or undetermined:")
                .hasMessageContaining("(VIOLATES) ")
                .hasMessageContaining("(UNDETERMINED) ");
    }

    @Test
    void otherViolationsThanExpectedAreNamed() {
        assertThatThrownBy(() -> VerdictAssert.assertThat(mixed).violatesExactly())
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)violated are \\[.+], not \\[]:\n.+ \\(VIOLATES\\) .+");
    }
}
