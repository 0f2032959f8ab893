package dev.touchstone.reports.verdict;

import static dev.touchstone.reports.verdict.Outcome.CONFORMS;
import static dev.touchstone.reports.verdict.Outcome.NOT_APPLICABLE;
import static dev.touchstone.reports.verdict.Outcome.UNDETERMINED;
import static dev.touchstone.reports.verdict.Outcome.VIOLATES;
import static dev.touchstone.reports.verdict.Outcome.WAIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.suites.run.CheckResult.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void theWorstDecides() {
        List<Outcome> fromWorst = List.of(VIOLATES, UNDETERMINED, WAIVED, CONFORMS, NOT_APPLICABLE);
        for (int from = 0; from < fromWorst.size(); from++) {
            assertThat(Outcome.worst(fromWorst.subList(from, fromWorst.size()))).isEqualTo(fromWorst.get(from));
        }
    }

    @Test
    void nothingSeenIsNotAnOutcome() {
        assertThatThrownBy(() -> Outcome.worst(List.of())).hasMessage("no outcomes to take the worst of");
    }

    @Test
    void whatBrokeIsNotAPass() {
        assertThat(Outcome.of(Status.PASSED)).isEqualTo(CONFORMS);
        assertThat(Outcome.of(Status.FAILED)).isEqualTo(VIOLATES);
        assertThat(Outcome.of(Status.BROKEN)).isEqualTo(UNDETERMINED);
        assertThat(Outcome.of(Status.NOT_APPLICABLE)).isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void concludesForTheExitCode() {
        assertThat(Conclusion.of(List.of(CONFORMS, WAIVED, NOT_APPLICABLE))).isEqualTo(Conclusion.CONFORMANT);
        assertThat(Conclusion.of(List.of(CONFORMS, UNDETERMINED))).isEqualTo(Conclusion.UNDETERMINED);
        assertThat(Conclusion.of(List.of(UNDETERMINED, VIOLATES))).isEqualTo(Conclusion.NONCONFORMANT);
        assertThat(Conclusion.of(List.of(NOT_APPLICABLE))).isEqualTo(Conclusion.UNDETERMINED);
        assertThat(Conclusion.of(List.of())).isEqualTo(Conclusion.UNDETERMINED);
        assertThat(List.of(Conclusion.values()))
                .extracting(Conclusion::exitCode)
                .containsExactly(0, 1, 2);
    }
}
