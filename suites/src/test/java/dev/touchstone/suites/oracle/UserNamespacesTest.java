package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserNamespacesTest {
    /** AppArmor and SELinux refuse with EACCES what they mediate (security_create_user_ns). */
    @ParameterizedTest
    @EnumSource(
            value = Errno.class,
            names = {"EPERM", "EACCES", "ENOSPC", "ENOSYS"})
    void theKernelItsModulesAndFiltersRefuse(Errno errno) {
        assertThat(UserNamespaces.refuses(new ProbeAnswer.Failed(errno.number())))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Errno.class,
            names = {"EINVAL", "ENOMEM", "EAGAIN"})
    void whatAnyMachineMaySayIsNoRefusal(Errno errno) {
        assertThat(UserNamespaces.refuses(new ProbeAnswer.Failed(errno.number())))
                .isFalse();
    }

    @Test
    void aFilterMayKillToo() {
        assertThat(UserNamespaces.refuses(new ProbeAnswer.Killed(Signal.SIGSYS)))
                .isTrue();
        assertThat(UserNamespaces.refuses(new ProbeAnswer.Killed(Signal.SIGSEGV)))
                .isFalse();
        assertThat(UserNamespaces.refuses(new ProbeAnswer.Succeeded())).isFalse();
    }
}
