package dev.touchstone.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.touchstone.reports.Runs;
import dev.touchstone.suites.profile.Property.Basis;
import dev.touchstone.suites.profile.Property.Severity;
import dev.touchstone.suites.run.CheckResult.Status;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static Verdict judge(Runs runs) {
        return Judge.judge(runs.run(), Runs.CLOCK);
    }

    private static JudgedProperty only(Runs runs) {
        Verdict verdict = judge(runs);
        assertThat(verdict.properties()).hasSize(1);
        return verdict.properties().get(0);
    }

    @Test
    void timesAreThoseOfTheRunInMilliseconds() {
        Verdict verdict = judge(new Runs().property("OS-01").passed("OS-01"));

        assertThat(verdict.durationMillis()).isEqualTo(812);
        assertThat(verdict.bootMillis()).isEqualTo(120.5);
        assertThat(verdict.auditMillis()).isEqualTo(210.25);
    }

    @Test
    void namesEveryPropertyOnceInTheOrderOfTheProfile() {
        Verdict verdict = judge(Runs.everyOutcome());

        assertThat(verdict.properties())
                .extracting(JudgedProperty::id, JudgedProperty::outcome)
                .containsExactly(
                        tuple("PRV-01", Outcome.CONFORMS),
                        tuple("PRV-02", Outcome.VIOLATES),
                        tuple("NET-01", Outcome.UNDETERMINED),
                        tuple("OS-01", Outcome.WAIVED),
                        tuple("CPU-01", Outcome.NOT_APPLICABLE),
                        tuple("ISO-11", Outcome.NOT_APPLICABLE));
        assertThat(verdict.verdict()).isEqualTo(Conclusion.NONCONFORMANT);
        assertThat(verdict.counts())
                .containsEntry(Outcome.CONFORMS, 1)
                .containsEntry(Outcome.VIOLATES, 1)
                .containsEntry(Outcome.UNDETERMINED, 1)
                .containsEntry(Outcome.WAIVED, 1)
                .containsEntry(Outcome.NOT_APPLICABLE, 2);
    }

    @Test
    void oneBadCheckAmongGoodOnesDecides() {
        JudgedProperty property = only(
                new Runs().property("PRV-01").passed("PRV-01").broken("PRV-01").failed("PRV-01", "1"));

        assertThat(property.outcome()).isEqualTo(Outcome.VIOLATES);
        assertThat(property.message()).isEqualTo("expected 0 but was 1");
    }

    @Test
    void silenceIsNotAPass() {
        Verdict verdict = judge(new Runs().property("PRV-01").property("PRV-02").passed("PRV-02"));

        assertThat(verdict.properties().get(0).outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(verdict.properties().get(0).message()).isEqualTo("no check reported");
        assertThat(verdict.verdict()).isEqualTo(Conclusion.UNDETERMINED);
    }

    @Test
    void aCheckWithoutAReasonSaysSo() {
        assertThat(only(new Runs().property("PRV-01").result("PRV-01", Status.BROKEN, null, null, null))
                        .message())
                .isEqualTo("check 1: no reason given");
    }

    @Test
    void notApplicableOnlyWhenEveryCheckIs() {
        assertThat(only(new Runs().property("PRV-01").notApplicable("PRV-01", "no pty"))
                        .message())
                .isEqualTo("no pty");
        assertThat(only(new Runs()
                                .property("PRV-01")
                                .notApplicable("PRV-01", "no pty")
                                .passed("PRV-01"))
                        .outcome())
                .isEqualTo(Outcome.CONFORMS);
    }

    @Test
    void whatTheProfileDoesNotJudgeIsNotApplicableWhateverACheckSaid() {
        JudgedProperty property = only(new Runs()
                .property(Runs.property("ISO-11", "isolation", Severity.LOW, Basis.HARDENING))
                .failed("ISO-11", "3"));

        assertThat(property.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(property.message()).isEqualTo("profile cowork-1 does not judge what has the basis hardening");
        assertThat(property.checks()).singleElement().satisfies(check -> {
            assertThat(check.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
            assertThat(check.observed()).isEqualTo("3");
        });
    }

    @Test
    void whatThisKindCannotShowIsNotApplicableWithTheReason() {
        assertThat(only(new Runs().unseen("CPU-01", "cpu", "does not show the machine"))
                        .message())
                .isEqualTo("does not show the machine");
    }

    @Test
    void nothingJudgedIsNotConformant() {
        assertThat(judge(new Runs().unseen("CPU-01", "cpu", "does not show the machine"))
                        .verdict())
                .isEqualTo(Conclusion.UNDETERMINED);
    }

    @Test
    void aResultOfAnUnknownPropertyIsAnError() {
        assertThatThrownBy(() -> judge(new Runs().property("PRV-01").passed("PRV-99")))
                .isInstanceOf(JudgeException.class)
                .hasMessage("check \"check 1\" reports on PRV-99, which profile cowork-1 does not have");
    }

    @Test
    void makesHostileTextVisible() {
        JudgedProperty property = only(new Runs().property("PRV-01").failed("PRV-01", "\u001b[2J\ud83d"));

        assertThat(property.message()).isEqualTo("expected 0 but was \\x1b[2J\\ud83d");
        assertThat(property.checks().get(0).observed()).isEqualTo("\\x1b[2J\\ud83d");
    }

    @Test
    void aLongFindingDoesNotCutOffWhatToLookAt() {
        JudgedProperty property = only(new Runs()
                .property("PRV-01")
                .result(
                        "PRV-01",
                        Status.FAILED,
                        "0",
                        "1",
                        "x".repeat(16 << 10) + "\n  documented: 0\n  look at:    bwrap"));

        assertThat(property.checks().get(0).explainsItself()).isTrue();
        assertThat(property.checks().get(0).lookAt()).isEqualTo("bwrap");
        assertThat(property.checks().get(0).finding()).hasSize(16 << 10);
    }

    @Nested
    class Limited {

        @Test
        void whatWasLeftOutIsNotApplicableAndTheVerdictSaysWhatItIsLimitedTo() {
            Verdict verdict = judge(new Runs()
                    .property("PRV-01")
                    .property(Runs.property("NET-01", "network", Severity.HIGH, Basis.SEED))
                    .property(Runs.property("NET-02", "network", Severity.HIGH, Basis.SEED))
                    .passed("PRV-01")
                    .passed("NET-02")
                    .only("privileges", "NET-02"));

            assertThat(verdict.only()).containsExactly("NET-02", "privileges");
            assertThat(verdict.properties().get(1).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
            assertThat(verdict.properties().get(1).message()).isEqualTo("left out by --only");
            assertThat(verdict.verdict()).isEqualTo(Conclusion.CONFORMANT);
        }

        @Test
        void whatWasChosenAndDidNotReportIsUndetermined() {
            assertThat(only(new Runs().property("PRV-01").only("PRV-01")).outcome())
                    .isEqualTo(Outcome.UNDETERMINED);
        }

        @Test
        void aWaiverOfWhatWasLeftOutMayStillBeNeeded() {
            assertThat(judge(new Runs()
                                    .property("PRV-01")
                                    .property("PRV-02")
                                    .passed("PRV-02")
                                    .waiver("PRV-01", "2027-06-30")
                                    .only("PRV-02"))
                            .unneededWaivers())
                    .isEmpty();
        }
    }

    @Nested
    class Waiving {

        @Test
        void aViolationIsWaivedWithWhoWhyAndUntilWhen() {
            JudgedProperty property = only(
                    new Runs().property("OS-01").failed("OS-01", "Debian 12").waiver("OS-01", "2027-06-30"));

            assertThat(property.outcome()).isEqualTo(Outcome.WAIVED);
            assertThat(property.message())
                    .isEqualTo("waived until 2027-06-30 by platform-team: no mirror here\n"
                            + "expected 0 but was Debian 12");
        }

        @Test
        void onlyTheValueThatWasAcceptedIsWaived() {
            Runs runs = new Runs().property("OS-01").waiver("OS-01", "2027-06-30", "Debian*");

            assertThat(only(runs.failed("OS-01", "Debian 12")).outcome()).isEqualTo(Outcome.WAIVED);
            JudgedProperty property = only(runs.failed("OS-01", "Alpine"));
            assertThat(property.outcome()).isEqualTo(Outcome.VIOLATES);
            assertThat(property.message()).isEqualTo("expected 0 but was Alpine\nthe waiver covers \"Debian*\" only");
        }

        @Test
        void aValueThatWasNotSeenMatchesNoPattern() {
            assertThat(only(new Runs()
                                    .property("OS-01")
                                    .result("OS-01", Status.FAILED, "0", null, "no such file")
                                    .waiver("OS-01", "2027-06-30", "*"))
                            .outcome())
                    .isEqualTo(Outcome.VIOLATES);
        }

        @Test
        void whatIsUnknownCannotBeWaived() {
            Verdict verdict = judge(new Runs().property("OS-01").broken("OS-01").waiver("OS-01", "2027-06-30"));

            assertThat(verdict.verdict()).isEqualTo(Conclusion.UNDETERMINED);
            assertThat(verdict.unneededWaivers())
                    .extracting(Verdict.UnneededWaiver::why)
                    .containsExactly("the property is undetermined, which cannot be waived");
        }

        @Test
        void theLastDayCountsInUtc() {
            Runs runs = new Runs().property("OS-01").failed("OS-01", "x").waiver("OS-01", "2026-11-21");
            Clock lastMoment = Runs.at("2026-11-21T23:59:59.999Z");
            Clock after = Runs.at("2026-11-22T00:00:00Z");

            assertThat(Judge.judge(runs.run(), lastMoment).verdict()).isEqualTo(Conclusion.CONFORMANT);
            assertThat(Judge.judge(runs.run(), after).verdict()).isEqualTo(Conclusion.NONCONFORMANT);
        }

        @Test
        void anExpiredWaiverIsAViolationAlthoughThePropertyConforms() {
            JudgedProperty property =
                    only(new Runs().property("OS-01").passed("OS-01").waiver("OS-01", "2026-11-20"));

            assertThat(property.outcome()).isEqualTo(Outcome.VIOLATES);
            assertThat(property.message())
                    .isEqualTo("the waiver of OS-01 by platform-team expired after 2026-11-20: renew it or remove it"
                            + " (its reason was: no mirror here)");
            assertThat(property.checks())
                    .extracting(JudgedCheck::name)
                    .containsExactly("check 1", "its waiver is in force");
        }

        @Test
        void anExpiredWaiverIsAViolationWhereThePropertyIsNotApplicableOrSilent() {
            assertThat(only(new Runs().unseen("CPU-01", "cpu", "not shown").waiver("CPU-01", "2026-11-20"))
                            .outcome())
                    .isEqualTo(Outcome.VIOLATES);
            assertThat(only(new Runs().property("OS-01").waiver("OS-01", "2026-11-20"))
                            .outcome())
                    .isEqualTo(Outcome.VIOLATES);
        }

        @Test
        void aViolationSaysItsOwnReasonBeforeThatOfAnExpiredWaiver() {
            assertThat(only(new Runs().property("OS-01").failed("OS-01", "x").waiver("OS-01", "2026-11-20"))
                            .message())
                    .isEqualTo("expected 0 but was x");
        }

        @Test
        void aWaiverThatWaivedNothingIsReported() {
            Verdict verdict = judge(new Runs()
                    .property("OS-01")
                    .property("OS-04")
                    .unseen("CPU-01", "cpu", "not shown")
                    .passed("OS-01")
                    .failed("OS-04", "x")
                    .waiver("OS-01", "2027-06-30")
                    .waiver("OS-04", "2027-06-30", "y")
                    .waiver("CPU-01", "2027-06-30"));

            assertThat(verdict.unneededWaivers())
                    .extracting(Verdict.UnneededWaiver::property, Verdict.UnneededWaiver::why)
                    .containsExactly(
                            tuple("OS-01", "the property conforms"),
                            tuple("OS-04", "nothing observed matches \"y\""),
                            tuple("CPU-01", "the property is not applicable here"));
        }

        @Test
        void aWaiverOfAnUnknownPropertyIsAnError() {
            assertThatThrownBy(() -> judge(new Runs().property("OS-01").waiver("OS-77", "2027-06-30")))
                    .isInstanceOf(JudgeException.class)
                    .hasMessage("fake.yaml:1:1: waiver for OS-77, which profile cowork-1 does not have"
                            + " (see `touchstone list --profile cowork-1`)");
        }
    }
}
