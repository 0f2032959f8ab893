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
    void whatWasNotJudgedDoesNotConform() {
        Verdict nothing = Judge.judge(new Runs().run(), Clock.systemUTC());

        assertThatThrownBy(() -> VerdictAssert.assertThat(nothing).isConformant())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("no property of ")
                .hasMessageContaining(" was judged: {CONFORMS=0, ");
    }

    @Test
    void whatConformsPasses() {
        Verdict one = Judge.judge(new Runs().property("PRV-01").passed("PRV-01").run(), Clock.systemUTC());

        VerdictAssert.assertThat(one).isConformant().violatesExactly();
    }

    @Test
    void otherViolationsThanExpectedAreNamed() {
        assertThatThrownBy(() -> VerdictAssert.assertThat(mixed).violatesExactly())
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)violated are \\[.+], not \\[]:\n.+ \\(VIOLATES\\) .+");
    }
}
