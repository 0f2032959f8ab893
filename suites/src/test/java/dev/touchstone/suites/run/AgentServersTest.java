package dev.touchstone.suites.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.guest.GuestException;
import org.junit.jupiter.api.Test;

class AgentServersTest {
    private final AgentServers servers = new AgentServers();

    /** A server that ended one sandbox would end the audited one, too. */
    @Test
    void whatGoesWrongInAnotherSandboxIsNotTriedInTheAuditedOne() {
        servers.startIn(null, transcript -> {
            throw new GuestException("the guest is gone", true);
        });

        assertThatThrownBy(() -> servers.findings(null, null))
                .isInstanceOf(GuestException.class)
                .hasMessage("the guest is gone");
        assertThatCode(servers::await).doesNotThrowAnyException();
    }

    @Test
    void anErrorOfTheHarnesssOwnLeavesItOpen() {
        servers.startIn(null, transcript -> {
            throw new StackOverflowError("too deep");
        });

        assertThatThrownBy(() -> servers.findings(null, null))
                .isInstanceOf(UndeterminedException.class)
                .hasMessage("the MCP servers could not be tried in a second sandbox: too deep");
    }
}
