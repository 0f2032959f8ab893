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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final Effect SEEN = new Effect(List.of("host name: claude became host"));

    private Set<String> breaks = Set.of("NET-01");
    private Optional<String> equivalent = Optional.empty();
    private Map<String, String> mayBreak = Map.of();
    private Map<String, String> leavesOpen = Map.of();
    private Effect effect = SEEN;
    private Map<String, String> alarms = Map.of();

    private static CheckResult check(String property, Status status) {
        return new CheckResult(
                property, "a check", Evidence.DECLARED, status, null, null, "so it was", 1, 1, List.of());
    }

    private static CheckResult failed(String property) {
        return check(property, Status.FAILED);
    }

    private static CheckResult broken(String property) {
        return check(property, Status.BROKEN);
    }

    private static CheckResult passed(String property) {
        return check(property, Status.PASSED);
    }

    private Trial judged(CheckResult... results) {
        Mutant mutant = new Mutant(
                "one",
                "network",
                "one",
                "reference",
                JsonNodeFactory.instance.arrayNode(),
                false,
                breaks,
                equivalent,
                mayBreak,
                leavesOpen,
                "Somebody made this mistake.",
                "m.yaml:4:5");
        AuditRun run = new AuditRun(
                null, null, null, Instant.EPOCH, Duration.ZERO, 0, 0, 0, List.of(results), List.of(), Set.of(), "");
        Baseline baseline = new Baseline(new Appearance(new TreeMap<>()), new TreeMap<>(alarms));
        return Judgement.of(mutant, effect, baseline, run);
    }

    @Test
    void isKilledByThePropertyThatItViolates() {
        Trial trial = judged(failed("NET-01"), passed("NET-01"), passed("NET-02"));

        assertThat(trial.result()).isEqualTo(Result.KILLED);
        assertThat(trial.killedBy()).containsExactly("NET-01");
        assertThat(trial.message()).isEqualTo("NET-01 [a check] so it was");
        assertThat(trial.judged()).containsExactly("NET-01", "NET-02");
        assertThat(trial.holds()).isTrue();
        assertThat(trial.complaint()).isEmpty();
    }

    @Test
    void survivesWhereNobodyNotices() {
        Trial trial = judged(passed("NET-01"));

        assertThat(trial.result()).isEqualTo(Result.SURVIVED);
        assertThat(trial.complaint())
                .isEqualTo("one (m.yaml:4:5): SURVIVED\n  [NET-01] did not notice; the change was seen in the booted"
                        + " sandbox: host name: claude became host\n");
    }

    @Test
    void survivesWhereOneOfTwoDoesNotNotice() {
        breaks = Set.of("NET-01", "NET-02");
        Trial trial = judged(failed("NET-01"), passed("NET-02"));

        assertThat(trial.result()).isEqualTo(Result.SURVIVED);
        assertThat(trial.killedBy()).containsExactly("NET-01");
        assertThat(trial.missed()).containsExactly("NET-02");
    }

    @Test
    void isAWrongKillWhereOnlyAnotherPropertyNotices() {
        mayBreak = Map.of("NET-02", "It follows.");
        Trial trial = judged(passed("NET-01"), failed("NET-02"));

        assertThat(trial.result()).isEqualTo(Result.WRONG_KILL);
        assertThat(trial.message()).isEqualTo("[NET-01] did not notice, but others did:\nNET-02 [a check] so it was");
    }

    @Test
    void provesNothingWhereTheChangeCannotBeSeen() {
        effect = new Effect(List.of());
        Trial trial = judged(failed("NET-01"));

        assertThat(trial.result()).isEqualTo(Result.UNDETERMINED);
        assertThat(trial.message())
                .isEqualTo("the change cannot be seen in the booted sandbox, which looks as reference does: nothing is"
                        + " proven");
    }

    @Test
    void isUndeterminedWhereThePropertyCouldNotBeJudged() {
        Trial trial = judged(broken("NET-01"));

        assertThat(trial.result()).isEqualTo(Result.UNDETERMINED);
        assertThat(trial.message()).isEqualTo("[NET-01] could not be judged:\nNET-01 [a check] so it was");
    }

    @Test
    void isUndeterminedWhereTheUnbrokenTargetViolatesThePropertyToo() {
        alarms = Map.of("NET-01", "NET-01 [a check] so it is here");
        Trial trial = judged(failed("NET-01"));

        assertThat(trial.result()).isEqualTo(Result.UNDETERMINED);
        assertThat(trial.message())
                .isEqualTo("[NET-01] is not conforming in reference itself:\nNET-01 [a check] so it is here");
    }

    @Test
    void whatTheUnbrokenTargetViolatesIsNoCollateral() {
        alarms = Map.of("MEM-03", "MEM-03 [a check] so it is here");

        assertThat(judged(failed("NET-01"), failed("MEM-03")).holds()).isTrue();
        assertThat(judged(failed("NET-01"), broken("MEM-03")).holds()).isTrue();
    }

    @Test
    void anotherViolationHasToBeForeseen() {
        Trial surprising = judged(failed("NET-01"), failed("NET-02"));
        assertThat(surprising.result()).isEqualTo(Result.KILLED);
        assertThat(surprising.collateral()).containsExactly("NET-02");
        assertThat(surprising.complaint())
                .isEqualTo("one (m.yaml:4:5): KILLED\nviolated without a reason: NET-02 [a check] so it was");

        mayBreak = Map.of("NET-02", "It follows.");
        Trial foreseen = judged(failed("NET-01"), failed("NET-02"));
        assertThat(foreseen.consequences()).containsExactly("NET-02");
        assertThat(foreseen.holds()).isTrue();
    }

    @Test
    void whatIsUndeterminedHasToBeForeseen() {
        leavesOpen = Map.of("NET-02", "It follows.");
        Trial surprising = judged(failed("NET-01"), broken("NET-03"));
        assertThat(surprising.leftOpen()).containsExactly("NET-03");
        assertThat(surprising.complaint()).endsWith("undetermined without a reason: NET-03 [a check] so it was");

        leavesOpen = Map.of("NET-03", "It follows.");
        assertThat(judged(failed("NET-01"), broken("NET-03")).holds()).isTrue();
        leavesOpen = Map.of(Mutant.EVERYTHING, "It follows.");
        assertThat(judged(failed("NET-01"), broken("NET-03")).holds()).isTrue();
    }

    @Test
    void anEquivalentOneIsNoticedByNobody() {
        breaks = Set.of();
        equivalent = Optional.of("Bubblewrap does it anyway.");
        effect = new Effect(List.of());

        Trial silent = judged(passed("NET-01"));
        assertThat(silent.result()).isEqualTo(Result.EQUIVALENT);
        assertThat(silent.message()).isEqualTo("Bubblewrap does it anyway.");
        assertThat(silent.holds()).isTrue();

        Trial noticed = judged(failed("NET-01"));
        assertThat(noticed.result()).isEqualTo(Result.WRONG_KILL);
        assertThat(noticed.message()).startsWith("declared equivalent, but noticed:\nNET-01");
    }
}
