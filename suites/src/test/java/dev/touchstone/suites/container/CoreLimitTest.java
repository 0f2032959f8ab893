package dev.touchstone.suites.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreLimitTest {
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max stack size            8388608              unlimited            bytes
            Max core file size        0                    unlimited            bytes
            """;

    @Test
    void theHardLimitCounts() {
        assertThat(BoundarySuite.coreLimit(LIMITS)).hasValue("unlimited");
        assertThat(BoundarySuite.coreLimit(LIMITS.replace("0                    unlimited", "0                    0")))
                .hasValue("0");
        assertThat(BoundarySuite.coreLimit("")).isEmpty();
    }
}
