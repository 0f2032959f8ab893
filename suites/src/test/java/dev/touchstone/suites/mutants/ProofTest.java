package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import dev.touchstone.suites.run.Verifies.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static CheckResult check(String property, Status status) {
        return new CheckResult(
                property, "a check", Evidence.DECLARED, status, null, null, "so it was", 1, 1, List.of());
    }

    private static Proof proof(Map<String, String> mayBreak, Map<String, String> leavesOpen, CheckResult... results) {
        Mutant mutant = new Mutant(
                "one",
                "network",
                "reference",
                JsonNodeFactory.instance.arrayNode(),
                false,
                Set.of("NET-01"),
                mayBreak,
                leavesOpen,
                "Somebody made this mistake.",
                "m.yaml:4:5");
        AuditRun run = new AuditRun(
                null, null, null, Instant.EPOCH, Duration.ZERO, 0, 0, 0, List.of(results), List.of(), Set.of(), "");
        return new Proof(mutant, run);
    }

    @Test
    void holdsWhereTheRightPropertyIsViolated() {
        Proof proof = proof(
                Map.of(),
                Map.of(),
                check("NET-01", Status.FAILED),
                check("NET-01", Status.PASSED),
                check("NET-02", Status.PASSED));

        assertThat(proof.holds()).isTrue();
        assertThat(proof.describe()).isEmpty();
    }

    @Test
    void doesNotHoldWhereItIsMissed() {
        Proof proof = proof(Map.of(), Map.of(), check("NET-01", Status.PASSED));

        assertThat(proof.holds()).isFalse();
        assertThat(proof.missed()).containsExactly("NET-01");
        assertThat(proof.describe())
                .isEqualTo("one (m.yaml:4:5): had to break [NET-01] and broke []; missed [NET-01], not foreseen [],"
                        + " undetermined []\n");
    }

    @Test
    void anotherViolationHasToBeForeseen() {
        CheckResult[] results = {check("NET-01", Status.FAILED), check("NET-02", Status.FAILED)};

        assertThat(proof(Map.of("NET-02", "It follows."), Map.of(), results).holds())
                .isTrue();
        Proof proof = proof(Map.of(), Map.of(), results);
        assertThat(proof.collateral()).containsExactly("NET-02");
        assertThat(proof.describe()).endsWith("NET-02 FAILED [a check]\n    so it was\n");
    }

    @Test
    void whatIsUndeterminedHasToBeForeseen() {
        CheckResult[] results = {check("NET-01", Status.FAILED), check("NET-03", Status.BROKEN)};

        assertThat(proof(Map.of(), Map.of("NET-03", "It follows."), results).holds())
                .isTrue();
        assertThat(proof(Map.of(), Map.of(Mutant.EVERYTHING, "It follows."), results)
                        .holds())
                .isTrue();
        Proof proof = proof(Map.of(), Map.of("NET-02", "It follows."), results);
        assertThat(proof.leftOpen()).containsExactly("NET-03");
        assertThat(proof.describe()).endsWith("NET-03 BROKEN [a check]\n    so it was\n");
    }

    @Test
    void anUndeterminedPropertyIsNotAViolatedOne() {
        assertThat(proof(Map.of(), Map.of(Mutant.EVERYTHING, "It follows."), check("NET-01", Status.BROKEN))
                        .missed())
                .containsExactly("NET-01");
    }
}
