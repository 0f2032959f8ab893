package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Syscall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentPatternTest {

    @Test
    void everyCallIsTriedWithOnesAndWithAllBits() {
        assertThat(ArgumentPattern.of(Syscall.VHANGUP))
                .extracting(ArgumentPattern::arguments)
                .containsExactly(List.of(1L, 1L, 1L, 1L, 1L, 1L), List.of(-1L, -1L, -1L, -1L, -1L, -1L));
    }

    @ParameterizedTest
    @CsvSource({
        "PTRACE, 0, 0x4206", // PTRACE_SEIZE
        "KEYCTL, 0, 1", // KEYCTL_JOIN_SESSION_KEYRING
        "BPF, 0, 5", // BPF_PROG_LOAD
        "UNSHARE, 0, 0x10020000", // CLONE_NEWUSER|CLONE_NEWNS
        "SETNS, 1, 0x40000000", // CLONE_NEWNET
        "USERFAULTFD, 0, 1", // UFFD_USER_MODE_ONLY
        "IO_URING_SETUP, 0, 0x4000",
        "QUOTACTL, 0, 0x80000100" // Q_SYNC
    })
    void whatACallDoesIsTriedByItsNumber(Syscall call, int argument, String value) {
        assertThat(ArgumentPattern.of(call)).anySatisfy(pattern -> {
            assertThat(pattern.arguments().get(argument)).isEqualTo(Long.decode(value));
            assertThat(pattern.text()).isEqualTo("argument " + argument + " 0x" + Long.toHexString(Long.decode(value)));
        });
    }

    @Test
    void textsAreOfOnePatternEach() {
        for (Syscall call : Syscall.values()) {
            assertThat(ArgumentPattern.of(call))
                    .extracting(ArgumentPattern::text)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aRefusedCallIsTriedWithZerosAndWithEveryPattern() throws Exception {
        assertThat(FilterRules.always(new ObjectMapper().readTree("[\"keyctl\"]"), Architecture.X86_64))
                .containsKeys("keyctl", "keyctl(every argument ~0)", "keyctl(argument 0 0x1)");
    }
}
