package dev.touchstone.reports.cli;

import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Has an audit judged and reported on a thread of its own, while what the audit started is being closed. */
final class Reporting implements Progress {
    private final Progress progress;
    private final Function<AuditRun, Verdict> report;
    private CompletableFuture<Verdict> verdict = CompletableFuture.failedFuture(new IllegalStateException("no audit"));

    /**
     * @param progress is told everything, too
     * @param report judges, and writes the reports
     */
    Reporting(Progress progress, Function<AuditRun, Verdict> report) {
        this.progress = progress;
        this.report = report;
    }

    @Override
    public void step(String what) {
        progress.step(what);
    }

    @Override
    public void booted(double millis) {
        progress.booted(millis);
    }

    @Override
    public void areaStarted(String area, int checks) {
        progress.areaStarted(area, checks);
    }

    @Override
    public void checked(CheckResult result) {
        progress.checked(result);
    }

    @Override
    public void ended(AuditRun run) {
        verdict = CompletableFuture.supplyAsync(() -> report.apply(run), Reporting::start);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "touchstone-report");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void abandon() {
        progress.abandon();
    }

    /** Waits for the reports. What kept them from being written is thrown as it was. */
    Verdict verdict() {
        try {
            return verdict.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Returns when nothing is written any more. */
    @Override
    public void close() {
        verdict.handle((written, failure) -> written).join();
        progress.close();
    }
}
