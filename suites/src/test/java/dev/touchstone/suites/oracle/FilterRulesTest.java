package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.fixtures.guest.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterRulesTest {
    private static final long ONE = 0x40000;
    private static final long OTHER = 0x400000;

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void bitsAreAskedForWithEachOther() {
        assertThat(FilterRules.withOthers(List.of(ONE, OTHER))).contains(ONE | OTHER);
    }

    @Test
    void bitsAreAskedForWithEveryBitThatIsHarmless() {
        for (int bit = 0; bit < 32; bit++) {
            assertThat(FilterRules.withOthers(List.of(ONE, OTHER)))
                    .satisfies(values -> assertThat(values).allMatch(value -> (value & (ONE | OTHER)) != 0));
            if (1L << bit != ONE) {
                assertThat(FilterRules.withOthers(List.of(ONE, OTHER))).contains(ONE | 1L << bit);
            }
        }
    }

    @Test
    void allBitsAtOnceAreNoneToPersonality() {
        assertThat(FilterRules.withOthers(List.of(ONE))).contains(0x7fff_ffffL).doesNotContain(0xffff_ffffL);
    }

    @Test
    void aBitAloneIsAskedForWithOneThatTheKernelDoesNotRead() throws Exception {
        assertThat(FilterRules.forArguments(
                        json("[{\"call\": \"personality\", \"argument\": 0, \"bits\": [262144]}]"),
                        Architecture.X86_64))
                .containsKeys(
                        FilterRules.CONTROL,
                        "personality(0x40000)",
                        "personality(0x40000) with bit 32 set",
                        "personality(0x40001)");
    }

    @Test
    void valuesAreAskedForAsTheyAre() throws Exception {
        assertThat(FilterRules.forArguments(
                        json("[{\"call\": \"ioctl\", \"argument\": 1, \"values\": [21522]}]"), Architecture.X86_64))
                .containsOnlyKeys(FilterRules.CONTROL, "ioctl(0x5412)", "ioctl(0x5412) with bit 32 set");
    }
}
