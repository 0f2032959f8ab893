package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.egress.OutsideWorld.Canary;
import dev.touchstone.suites.network.DirectAttempts.Outcome;
import dev.touchstone.suites.network.DirectAttempts.Tried;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectAttemptsTest {
    private static final Tried CONTROLLED = tried("/one", true);
    private static final Tried LOST = tried("/two", false);

    @Test
    void whatCameWithoutATokenIsTheSandboxsWhereEveryControlArrived() {
        assertThat(new Outcome(List.of(CONTROLLED), 1).notOfControls()).isEqualTo(1);
    }

    @Test
    void itMayBeAControlThatLostItsToken() {
        assertThat(new Outcome(List.of(CONTROLLED, LOST), 1).notOfControls()).isZero();
        assertThat(new Outcome(List.of(CONTROLLED, LOST), 1).withoutControl()).containsExactly(LOST.attempt());
    }

    @Test
    void aLostControlAccountsForNoMoreThanOne() {
        assertThat(new Outcome(List.of(CONTROLLED, LOST), 2).notOfControls()).isEqualTo(1);
    }

    private static Tried tried(String path, boolean controlArrived) {
        DirectAttempt attempt = new DirectAttempt(new Canary("unix-stream", null, path), false, "token");
        return new Tried(attempt, "socket: EPERM", false, 0, controlArrived);
    }
}
