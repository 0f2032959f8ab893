package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.reports.Runs;
import dev.touchstone.reports.output.ReportException;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.run.AuditRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReportingTest {
    private final AuditRun run = Runs.everyOutcome().run();

    @Test
    void reportsWhileTheAuditGoesOnClosing() throws InterruptedException {
        CountDownLatch reporting = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Verdict expected = Judge.judge(run, Runs.CLOCK);
        Reporting reports = new Reporting(Progress.SILENT, audited -> {
            reporting.countDown();
            await(closed);
            return Judge.judge(audited, Runs.CLOCK);
        });

        reports.ended(run);
        assertThat(reporting.await(10, TimeUnit.SECONDS)).isTrue(); // the audit's own thread got here
        closed.countDown();

        assertThat(reports.verdict()).isEqualTo(expected);
    }

    @Test
    void throwsWhatKeptTheReportsFromBeingWritten() {
        Reporting reports = new Reporting(Progress.SILENT, audited -> {
            throw new ReportException("no room");
        });
        reports.ended(run);

        assertThatThrownBy(reports::verdict).isInstanceOf(ReportException.class).hasMessage("no room");
        reports.close();
    }

    @Test
    void hasNoVerdictOfAnAuditThatDidNotEnd() {
        assertThatThrownBy(new Reporting(Progress.SILENT, audited -> null)::verdict)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no audit");
    }

    @Test
    void closesTheProgressOnlyWhenNothingIsWrittenAnyMore() {
        List<String> heard = new ArrayList<>();
        CountDownLatch written = new CountDownLatch(1);
        Reporting reports = new Reporting(
                new Progress() {
                    @Override
                    public void close() {
                        heard.add(written.getCount() == 0 ? "closed after" : "closed before");
                    }
                },
                audited -> {
                    written.countDown();
                    return Judge.judge(audited, Runs.CLOCK);
                });
        reports.ended(run);
        reports.close();

        assertThat(heard).containsExactly("closed after");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
