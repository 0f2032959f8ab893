package dev.touchstone.reports.testing;

import static dev.touchstone.reports.testing.VerdictAssert.assertThat;

import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;

/** The test that the README shows, line for line; ReadmeTest compares the two. */
@Tag("boots")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AgentContainerIT {
    @BeforeAll
    static void provideTheImage() throws IOException, InterruptedException {
        PlainImage.tag();
    }

    @AfterAll
    static void removeItsName() {
        PlainImage.untag();
    }

    // README: begin
    @Test
    void theAgentHasNoPrivilegesAndGainsNone() {
        try (GenericContainer<?> agent = new GenericContainer<>("registry.example/agent:1")) {
            agent.withCreateContainerCmdModifier(c -> c.withUser("1002:1002"));
            agent.withCreateContainerCmdModifier(c -> c.getHostConfig().withCapDrop(Capability.ALL));
            agent.withCreateContainerCmdModifier(c -> c.getHostConfig().withSecurityOpts(List.of("no-new-privileges")));
            agent.withCommand("sleep", "600").withNetworkMode("none").start();
            VerdictAssert.assertThat(
                            ContainerAudit.of(agent).only("PRV-01", "PRV-02").run())
                    .isConformant();
        }
    }
    // README: end

    @Test
    void whatIsViolatedIsNamedAndTheContainerGoesOn() {
        try (GenericContainer<?> agent = new GenericContainer<>(PlainImage.NAME)) {
            agent.withCommand("sleep", "600").withNetworkMode("none").start();

            assertThat(ContainerAudit.of(agent)
                            .only("PRV-01", "PRV-02", "SES-01", "ISO-04")
                            .run())
                    .violatesExactly("PRV-01", "PRV-02");

            org.assertj.core.api.Assertions.assertThat(agent.isRunning()).isTrue();
        }
    }
}
