package dev.touchstone.suites.assertions;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThatEach;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.facts.CapabilitySet;
import dev.touchstone.fixtures.facts.ProcessStatus;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProcessAssertTest {
    private static final CapabilitySet NONE = new CapabilitySet(0);
    private static final CapabilitySet NET_RAW = new CapabilitySet(1L << 13);

    private static final ProcessStatus CLEAN =
            process(5, 5, "claude", NONE, NONE, true, 2, OptionalInt.of(2), 1002, List.of());
    private static final ProcessStatus CAPABLE =
            process(6, 6, "ping", NET_RAW, NET_RAW, false, 0, OptionalInt.of(0), 0, List.of());
    private static final ProcessStatus THREAD =
            process(9, 6, "ping", NET_RAW, NONE, true, 2, OptionalInt.of(1), 1002, List.of(27L));

    private static ProcessStatus process(
            int pid,
            int group,
            String name,
            CapabilitySet effective,
            CapabilitySet bounding,
            boolean noNewPrivileges,
            int mode,
            OptionalInt filters,
            long uid,
            List<Long> groups) {
        List<Long> ids = Collections.nCopies(4, uid);
        return new ProcessStatus(
                name,
                pid,
                group,
                1,
                List.of(pid),
                ids,
                ids,
                groups,
                new ProcessStatus.Capabilities(NONE, effective, effective, bounding, NONE),
                noNewPrivileges,
                mode,
                filters,
                false);
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
    }

    @Test
    void aProcessAsDocumentedPasses() {
        assertThat(CLEAN)
                .hasNoCapabilities()
                .hasEmptyBoundingSet()
                .hasNoNewPrivileges()
                .isFilteredBySeccomp()
                .hasSeccompFilters(2)
                .runsAsAnOrdinaryUser();
        assertThatEach(List.of(CLEAN))
                .hasNoCapabilities()
                .hasEmptyBoundingSet()
                .hasNoNewPrivileges()
                .isFilteredBySeccomp()
                .runsAsAnOrdinaryUser();
    }

    @Test
    void capabilitiesAreNamed() {
        fails(
                () -> assertThat(CAPABLE).hasNoCapabilities(),
                "process 6 (ping) holds capabilities: CapEff cap_net_raw, CapPrm cap_net_raw");
        fails(
                () -> assertThat(CAPABLE).hasEmptyBoundingSet(),
                "process 6 (ping) could gain capabilities: CapBnd cap_net_raw");
    }

    @Test
    void aThreadIsToldFromItsProcess() {
        fails(
                () -> assertThat(THREAD).hasNoCapabilities(),
                "thread 9 of process 6 (ping) holds capabilities: CapEff cap_net_raw, CapPrm cap_net_raw");
    }

    @Test
    void missingRestrictionsAreNamed() {
        fails(
                () -> assertThat(CAPABLE).hasNoNewPrivileges(),
                "process 6 (ping) has NoNewPrivs: 0, so that a setuid program could give it privileges");
        fails(
                () -> assertThat(CAPABLE).isFilteredBySeccomp(),
                "process 6 (ping) runs with Seccomp: 0 where 2 (filter) is documented");
        fails(
                () -> assertThat(THREAD).hasSeccompFilters(2),
                "thread 9 of process 6 (ping) runs under 1 seccomp filter where the documented number is 2");
        fails(
                () -> assertThat(CLEAN).hasSeccompFilters(1),
                "process 5 (claude) runs under 2 seccomp filters where the documented number is 1");
    }

    @Test
    void usersAndGroupsAreNamed() {
        fails(
                () -> assertThat(CAPABLE).runsAsAnOrdinaryUser(),
                "process 6 (ping) runs as uid [0, 0, 0, 0] and gid [0, 0, 0, 0] (real, effective, saved, file system)"
                        + " where one id above 1000 is documented");
        fails(
                () -> assertThat(THREAD).runsAsAnOrdinaryUser(),
                "thread 9 of process 6 (ping) belongs to further groups: [27]");
    }

    @Test
    void everyProcessThatDeviatesIsNamedInOneLine() {
        fails(
                () -> assertThatEach(List.of(CLEAN, CAPABLE, THREAD)).hasNoCapabilities(),
                "each of process 6 (ping), thread 9 of process 6 (ping) holds capabilities: CapEff cap_net_raw,"
                        + " CapPrm cap_net_raw");
        fails(
                () -> assertThatEach(List.of(CLEAN, CAPABLE, THREAD)).runsAsAnOrdinaryUser(),
                "process 6 (ping) runs as uid [0, 0, 0, 0] and gid [0, 0, 0, 0] (real, effective, saved, file system)"
                        + " where one id above 1000 is documented; thread 9 of process 6 (ping) belongs to further"
                        + " groups: [27]");
    }

    @Test
    void ofManyOnlySomeAreNamed() {
        List<ProcessStatus> many =
                IntStream.range(0, 25).mapToObj(index -> CAPABLE).toList();

        assertThatThrownBy(() -> assertThatEach(many).isFilteredBySeccomp())
                .hasMessageEndingWith(
                        "process 6 (ping) and 5 more runs with Seccomp: 0 where 2 (filter) is documented");
    }

    @Test
    void noProcessIsNoProof() {
        fails(() -> assertThatEach(List.of()).hasNoCapabilities(), "there is no process to look at");
    }
}
