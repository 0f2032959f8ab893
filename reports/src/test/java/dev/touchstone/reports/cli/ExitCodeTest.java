package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 1", "1, 2, 1", "2, 0, 2", "2, 1, 1", "3, 1, 3", "1, 3, 3", "0, 3, 3"})
    void theWorseOfSeveralTargetsDecides(int one, int other, int worse) {
        assertThat(ExitCode.worse(one, other)).isEqualTo(worse);
    }
}
