package dev.touchstone.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "Debian*, Debian 12, true",
        "Debian*, Debian, true",
        "Debian*, debian 12, false",
        "Debian*, not Debian 12, false",
        "*12, Debian 12, true",
        "*b?a*, Debian, true",
        "?, ab, false",
        "'', '', true",
        "'', a, false",
        "*, '', true",
        "a.c, abc, false",
        "[a], a, false",
        "[a], [a], true",
        "*a*b, aXbXb, true",
        "*a*b, aXbXc, false",
    })
    void matchesTheWholeValue(String pattern, String value, boolean matches) {
        assertThat(new Glob(pattern).matches(value)).isEqualTo(matches);
    }

    @Test
    void spansLines() {
        assertThat(new Glob("a*b").matches("a\nb")).isTrue();
    }

    @Test
    void staysQuickWhateverTheSandboxSays() {
        Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(new Glob("*a".repeat(50) + "b").matches("a".repeat(4096)))
                        .isFalse());
    }
}
