package dev.touchstone.suites.container;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.container.ContainerFacts;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SeenOn;
import dev.touchstone.suites.run.Verifies;
import java.util.OptionalLong;

/** Whether the container's memory may go to the host's swap. */
@SeenOn(Target.Kind.CONTAINER)
public class SwapSuite {

    @Verifies("MEM-03")
    void theContainerMayNotSwap(ContainerLayer container, Check check) {
        OptionalLong limit = ControlGroups.of(new Facts(container.guest())).swapLimit();
        check.expects("a swap limit of 0 bytes")
                .probe("the control group's limits, read in the container")
                .lookAt("docker --memory-swap, which has to be the same number as --memory")
                .observes(limit.isPresent() ? limit.getAsLong() + " bytes" : "no limit");
        assertThat(limit.orElse(Long.MAX_VALUE))
                .withFailMessage(
                        "the container's memory may go to the host's swap: %s",
                        limit.isPresent() ? limit.getAsLong() + " bytes of it" : "all of it")
                .isZero();
    }

    @Verifies(value = "MEM-03", by = WITNESSED)
    void theEngineGivesTheContainerNoSwap(ContainerLayer container, Check check) {
        ContainerFacts facts = container.facts();
        boolean none = facts.memory() > 0 && facts.memorySwap() == facts.memory();
        check.expects("memory and swap together are limited to what memory is limited to")
                .probe("the container's limits, as its engine says")
                .lookAt("docker --memory and --memory-swap")
                .observes("memory " + facts.memory() + ", with swap " + facts.memorySwap());
        assertThat(none)
                .withFailMessage(
                        facts.memory() == 0
                                ? "the container's memory is not limited, and neither is its swap"
                                : "the container may swap beyond its memory: %d bytes of both, %d of memory",
                        facts.memorySwap(),
                        facts.memory())
                .isTrue();
    }
}
