package dev.touchstone.suites.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void namesBecomeSentences() {
        assertThat(Words.of("everyCapabilitySetIsEmpty")).isEqualTo("every capability set is empty");
        assertThat(Words.of("whatNeedsACapabilityIsRefused")).isEqualTo("what needs a capability is refused");
        assertThat(Words.of("aPIDIsHidden")).isEqualTo("a PID is hidden");
    }
}
