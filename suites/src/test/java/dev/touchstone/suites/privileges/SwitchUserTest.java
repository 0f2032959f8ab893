package dev.touchstone.suites.privileges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchUserTest {

    /** A program that waits is not waited for longer than it takes to know; on a busy machine one that does not has to get its time. */
    @ParameterizedTest
    @CsvSource({"0, 100", "2, 100", "5, 100", "10, 200", "24, 480", "25, 500", "400, 500"})
    void aProgramHasTwentyTimesAsLongAsItsStart(long start, long limit) {
        assertThat(SwitchUser.limitWithoutBit(Duration.ofMillis(start))).isEqualTo(Duration.ofMillis(limit));
    }
}
