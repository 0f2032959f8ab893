package dev.touchstone.suites.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationTest {

    @Test
    void isCompleteWhereBothSaySo() {
        Declaration declaration = new Declaration("aes", List.of("0", "1"), 2, "AT_HWCAP bit 3", true);

        assertThat(declaration.complete()).isTrue();
        assertThat(declaration.absent()).isFalse();
        assertThat(declaration.describe())
                .isEqualTo("/proc/cpuinfo lists aes for every processor, AT_HWCAP bit 3 is set");
    }

    @Test
    void isAbsentWhereNeitherSaysSo() {
        Declaration declaration = new Declaration("bti", List.of(), 2, "AT_HWCAP2 bit 17", false);

        assertThat(declaration.complete()).isFalse();
        assertThat(declaration.absent()).isTrue();
        assertThat(declaration.describe())
                .isEqualTo("/proc/cpuinfo lists bti for no processor, AT_HWCAP2 bit 17 is clear");
    }

    @Test
    void isNeitherWhereTheyDisagree() {
        Declaration some = new Declaration("aes", List.of("0"), 2, "AT_HWCAP bit 3", true);
        Declaration unlisted = new Declaration("aes", List.of(), 2, "AT_HWCAP bit 3", true);
        Declaration unset = new Declaration("aes", List.of("0", "1"), 2, "AT_HWCAP bit 3", false);

        assertThat(List.of(some, unlisted, unset))
                .noneMatch(Declaration::complete)
                .noneMatch(Declaration::absent);
        assertThat(some.describe())
                .isEqualTo("/proc/cpuinfo lists aes for the processors [0] of 2, AT_HWCAP bit 3 is set");
    }
}
