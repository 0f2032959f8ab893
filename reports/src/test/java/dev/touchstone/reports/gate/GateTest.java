package dev.touchstone.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.VerdictFile;
import dev.touchstone.suites.profile.Property.Basis;
import dev.touchstone.suites.profile.Property.Severity;
import dev.touchstone.suites.run.CheckResult.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Path FILE = Path.of("out/verdict.json");

    private static VerdictFile file(Runs runs) {
        return new VerdictFile.Readable(FILE, Judge.judge(runs.run(), Runs.CLOCK));
    }

    private static GateDecision decide(Policy policy, VerdictFile... files) {
        return new Gate(policy, Runs.CLOCK).decide(List.of(files));
    }

    private static GateDecision byDefault(VerdictFile... files) {
        return decide(Policy.DEFAULT, files);
    }

    private static Runs conforming() {
        return new Runs().property("PRV-01").passed("PRV-01");
    }

    @Test
    void passesWhatConforms() {
        assertThat(byDefault(file(conforming()))).isEqualTo(new GateDecision(0, List.of()));
    }

    @Test
    void passesWithExitCodeZeroOnly() {
        assertThat(byDefault(file(conforming())).passes()).isTrue();
        assertThat(byDefault().passes()).isFalse();
        assertThat(byDefault(file(Runs.everyOutcome())).passes()).isFalse();
    }

    @Test
    void failsClosedWithoutVerdicts() {
        assertThat(byDefault()).isEqualTo(new GateDecision(2, List.of("no verdicts to decide on")));
    }

    @Test
    void failsClosedOnAFileThatCannotBeRead() {
        assertThat(byDefault(file(conforming()), new VerdictFile.Unreadable(FILE, "no such file")))
                .isEqualTo(new GateDecision(2, List.of("out/verdict.json: no such file")));
    }

    @Test
    void aViolationDecidesTheExitCodeWhateverElseIsWrong() {
        GateDecision decision = byDefault(
                new VerdictFile.Unreadable(FILE, "no such file"),
                file(Runs.everyOutcome()),
                new VerdictFile.Unreadable(FILE, "is empty"));

        assertThat(decision.exitCode()).isEqualTo(1);
        assertThat(decision.reasons())
                .containsExactly(
                        "out/verdict.json: no such file",
                        "out/verdict.json: PRV-02 (high) violates: expected 0 but was 1 \\x1b[2J<script>alert(1)"
                                + "</script>|`x`",
                        "out/verdict.json: NET-01 (medium) is undetermined: GuestException: no answer within 2 s",
                        "out/verdict.json: is empty");
    }

    @Test
    void givesTheFindingWithoutItsExplanation() {
        Runs runs = new Runs()
                .property("PRV-01")
                .result(
                        "PRV-01",
                        Status.FAILED,
                        "0",
                        "1",
                        "one bit is set\n  documented: 0\n  look at:    bwrap --cap-drop");

        assertThat(byDefault(file(runs)).reasons())
                .containsExactly("out/verdict.json: PRV-01 (high) violates: one bit is set");
    }

    @Test
    void whatIsUndeterminedNeverPasses() {
        Policy lenient =
                new Policy(EnumSet.noneOf(Severity.class), OptionalInt.empty(), 1, List.of(), true, Optional.empty());

        assertThat(decide(lenient, file(conforming().property("PRV-02"))))
                .isEqualTo(new GateDecision(
                        2, List.of("out/verdict.json: PRV-02 (high) is undetermined: no check reported")));
    }

    @Test
    void aSeverityThatDoesNotBlockPasses() {
        Policy critical =
                new Policy(EnumSet.of(Severity.CRITICAL), OptionalInt.empty(), 1, List.of(), false, Optional.empty());

        assertThat(decide(critical, file(new Runs().property("PRV-01").failed("PRV-01", "1")))
                        .passes())
                .isTrue();
        assertThat(decide(
                                critical,
                                file(new Runs()
                                        .property(Runs.property("PRV-01", "privileges", Severity.CRITICAL, Basis.SEED))
                                        .failed("PRV-01", "1")))
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void countsWaivers() {
        Runs waived = conforming().property("OS-01").failed("OS-01", "x").waiver("OS-01", "2027-06-30");
        Policy none =
                new Policy(EnumSet.allOf(Severity.class), OptionalInt.of(0), 1, List.of(), false, Optional.empty());

        assertThat(byDefault(file(waived)).passes()).isTrue();
        assertThat(decide(none, file(waived)))
                .isEqualTo(
                        new GateDecision(1, List.of("out/verdict.json: 1 properties are waived, the policy allows 0")));
        Policy one =
                new Policy(EnumSet.allOf(Severity.class), OptionalInt.of(1), 1, List.of(), false, Optional.empty());
        assertThat(decide(one, file(waived)).passes()).isTrue();
    }

    @Test
    void requiresCoverage() {
        Policy policy = new Policy(
                EnumSet.allOf(Severity.class),
                OptionalInt.empty(),
                2,
                List.of("CPU-01", "PRV-77", "PRV-01"),
                false,
                Optional.empty());

        assertThat(decide(policy, file(conforming().unseen("CPU-01", "cpu", "not shown"))))
                .isEqualTo(new GateDecision(
                        2,
                        List.of(
                                "out/verdict.json: 1 properties were judged, the policy requires at least 2",
                                "out/verdict.json: CPU-01 is required by the policy, but was not judged: not shown",
                                "out/verdict.json: PRV-77 is required by the policy, but profile cowork-1 has no such"
                                        + " property")));
    }

    @Test
    void aVerdictInWhichNothingWasJudgedFails() {
        assertThat(byDefault(file(new Runs().unseen("CPU-01", "cpu", "not shown"))))
                .isEqualTo(new GateDecision(
                        2, List.of("out/verdict.json: 0 properties were judged, the policy requires at least 1")));
    }

    @Test
    void aLimitedAuditWillOnlyDoWhereThePolicySaysSo() {
        Runs limited = conforming().property("PRV-02").only("PRV-01");
        Policy accepting =
                new Policy(EnumSet.allOf(Severity.class), OptionalInt.empty(), 1, List.of(), true, Optional.empty());

        assertThat(byDefault(file(limited)))
                .isEqualTo(new GateDecision(
                        2,
                        List.of("out/verdict.json: the audit was limited to PRV-01; audit without --only, or allow it"
                                + " with `acceptLimited: true` in the policy")));
        assertThat(decide(accepting, file(limited)).passes()).isTrue();
    }

    @Test
    void limitsTheAge() {
        Policy day = new Policy(
                EnumSet.allOf(Severity.class),
                OptionalInt.empty(),
                1,
                List.of(),
                false,
                Optional.of(Duration.ofHours(24)));
        List<VerdictFile> files = List.of(file(conforming()));

        assertThat(new Gate(day, Runs.at("2026-11-22T19:59:59Z")).decide(files).passes())
                .isTrue();
        assertThat(new Gate(day, Runs.at("2026-11-22T20:00:01Z")).decide(files))
                .isEqualTo(new GateDecision(
                        2,
                        List.of("out/verdict.json: began 2026-11-21T20:00:00.123Z, longer ago than the 24 hours that"
                                + " the policy allows")));
        assertThat(new Gate(Policy.DEFAULT, Runs.at("2026-11-21T19:00:00Z"))
                        .decide(files)
                        .reasons())
                .containsExactly("out/verdict.json: began in the future, 2026-11-21T20:00:00.123Z");
    }
}
