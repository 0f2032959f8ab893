package dev.touchstone.reports.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.run.CheckResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSummaryTest {
    private final Verdict verdict = Judge.judge(Runs.everyOutcome().run(), Runs.CLOCK);

    @Test
    void saysWhatAReaderNeedsToKnow() {
        assertThat(new ConsoleSummary(false, 100).write(verdict)).isEqualTo("""
                VIOLATES  PRV-02  high  claim of PRV-02
                  documented  seed: sentence of PRV-02
                  check       check 1 (declared)
                  expected    0
                  observed    1 \\x1b[2J<script>alert(1)</script>|`x`
                  why         expected 0 but was 1 \\x1b[2J<script>alert(1)</script>|`x`
                  more        touchstone explain PRV-02

                UNDETERMINED  NET-01  medium  claim of NET-01
                  documented  seed: sentence of NET-01
                  check       check 1 (declared)
                  expected    0
                  why         GuestException: no answer within 2 s
                  more        touchstone explain NET-01

                WAIVED  OS-01  waived until 2027-06-30 by platform-team: no mirror here expected 0 but was Debian 12
                waiver not needed: PRV-01 by platform-team: the property conforms

                area           conform  violated  undetermined  waived  not applicable
                privileges           1         1             ·       ·               ·
                network              ·         ·             1       ·               ·
                system               ·         ·             ·       1               ·
                cpu                  ·         ·             ·       ·               1
                isolation            ·         ·             ·       ·               1

                note: the main process is a stand-in
                booted in 121 ms, 345 system calls in 210 ms, 812 ms in all
                NONCONFORMANT  mine (command), judged by cowork-1: 1 violated, 1 undetermined, 1 waived, 1 conform,
                               2 not applicable
                """);
    }

    @Test
    void ofManyViolationsThereIsATable() {
        Runs runs = new Runs();
        for (int number = 1; number <= 11; number++) {
            String id = "ISO-" + (number < 10 ? "0" : "") + number;
            runs.property(id).result(id, Status.FAILED, "0", "1", "found " + number + "\n  documented: 0");
        }
        runs.property("PRV-01"); // nobody reports on it

        String written = new ConsoleSummary(false, 80).write(Judge.judge(runs.run(), Runs.CLOCK));

        assertThat(written).startsWith("""
                violated  severity  documented, and found instead
                ISO-01    high      claim of ISO-01
                                    → found 1
                ISO-02    high      claim of ISO-02
                """);
        assertThat(written).contains("""
                                    → found 11

                unknown   severity  documented, and why nothing can be said
                PRV-01    high      claim of PRV-01
                                    → no check reported

                Each in full: in the report. touchstone explain ID says how it is checked.

                area""");
        assertThat(written).doesNotContain("documented: 0");
    }

    @Test
    void saysWhatDidNotReport() {
        assertThat(new ConsoleSummary(false, 100)
                        .write(Judge.judge(new Runs().property("PRV-01").run(), Runs.CLOCK)))
                .startsWith("UNDETERMINED  PRV-01  high  claim of PRV-01\n")
                .contains("  why         no check reported\n");
    }

    @Test
    void leavesItToAMessageThatExplainsItself() {
        String message = """
                the host name is evil
                  documented: claude
                  source:     a report that goes on and on: the host name inside is claude, and so on and so on
                  observed:   evil
                  probe:      uname(2), nodename
                  look at:    bwrap --hostname with --unshare-uts""";
        Runs runs = new Runs().property("OS-04").result("OS-04", Status.FAILED, "claude", "evil", message);

        assertThat(new ConsoleSummary(false, 80).write(Judge.judge(runs.run(), Runs.CLOCK)))
                .startsWith("""
                VIOLATES  OS-04  high  claim of OS-04
                  check       check 1 (declared)
                  why         the host name is evil
                                documented: claude
                                source:     a report that goes on and on: the host name inside
                                            is claude, and so on and so on
                                observed:   evil
                                probe:      uname(2), nodename
                                look at:    bwrap --hostname with --unshare-uts
                  more        touchstone explain OS-04

                """);
    }

    @Test
    void saysThatNothingWasJudged() {
        assertThat(new ConsoleSummary(false, 100)
                        .write(Judge.judge(
                                new Runs().unseen("CPU-01", "cpu", "not shown").run(), Runs.CLOCK)))
                .endsWith("UNDETERMINED  mine (command), judged by cowork-1: nothing was judged, 1 not applicable\n");
    }

    @Test
    void saysWhatTheAuditWasLimitedTo() {
        assertThat(new ConsoleSummary(false, 100)
                        .write(Judge.judge(
                                new Runs()
                                        .property("PRV-01")
                                        .property("PRV-02")
                                        .passed("PRV-01")
                                        .only("PRV-01")
                                        .run(),
                                Runs.CLOCK)))
                .endsWith(
                        "CONFORMANT  mine (command), judged by cowork-1, limited to PRV-01: 1 conform, 1 not applicable\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 80, 100, 120, 500})
    void keepsToTheWidth(int width) {
        Runs runs = new Runs()
                .property("PRV-01")
                .failed("PRV-01", "word ".repeat(100) + "x".repeat(1000))
                .note("note ".repeat(100));
        assertThat(new ConsoleSummary(false, width)
                        .write(Judge.judge(runs.run(), Runs.CLOCK))
                        .lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Math.max(80, Math.min(120, width))));
    }

    @Test
    void limitsTheLinesOfOneValue() {
        Runs runs = new Runs().property("PRV-01").failed("PRV-01", "line\n".repeat(1000));

        assertThat(new ConsoleSummary(false, 100).write(Judge.judge(runs.run(), Runs.CLOCK)))
                .contains("… (")
                .satisfies(text -> assertThat(text.lines().count()).isLessThan(60));
    }

    @Test
    void paintsOnlyWithItsOwnBrush() {
        assertThat(new ConsoleSummary(true, 100).write(verdict)).contains("\u001b[1;31mNONCONFORMANT\u001b[0m");
        assertThat(new ConsoleSummary(true, 100).write(verdict).replaceAll("\u001b\\[[0-9;]+m", ""))
                .isEqualTo(new ConsoleSummary(false, 100).write(verdict))
                .doesNotContain("\u001b");
    }
}
