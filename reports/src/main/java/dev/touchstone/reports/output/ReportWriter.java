package dev.touchstone.reports.output;

import dev.touchstone.reports.allure.AllureResults;
import dev.touchstone.reports.allure.AllureSite;
import dev.touchstone.reports.intoto.Statement;
import dev.touchstone.reports.junit.JunitXml;
import dev.touchstone.reports.sarif.Sarif;
import dev.touchstone.reports.summary.MarkdownSummary;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.reports.verdict.VerdictJson;
import dev.touchstone.suites.run.AuditRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Writes all reports of an audit into one directory. The old verdict goes first and the new one comes last, so that whatever
 * happens in between, a verdict never stands beside parts of another audit. From the beginning until everything is written, or
 * this is closed, no other writes there.
 */
public final class ReportWriter implements AutoCloseable {
    public static final String VERDICT = "verdict.json";
    static final String JUNIT = "junit.xml";
    static final String SARIF = "verdict.sarif";
    static final String STATEMENT = "verdict.intoto.json";
    static final String SUMMARY = "summary.md";
    private static final List<String> FILES = List.of(VERDICT, JUNIT, SARIF, STATEMENT, SUMMARY);

    private final ReportDirectory directory;

    private ReportWriter(ReportDirectory directory) {
        this.directory = directory;
    }

    /**
     * To be called before the audit.
     *
     * @throws ReportException as {@link ReportDirectory#into}
     */
    public static ReportWriter into(Path out) {
        return new ReportWriter(ReportDirectory.into(out, FILES));
    }

    /**
     * Writes everything but the verdict itself.
     *
     * @param run what the verdict was judged from
     * @throws ReportException when a part cannot be written; there is to be no verdict.json then
     */
    public void write(AuditRun run, Verdict verdict) {
        directory.write((results, site) -> {
            String digest = verdict.target().digest() == null
                    ? digest(run.target().file())
                    : verdict.target().digest();
            // The site takes as long as all the others together.
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> writeFiles(run, verdict, digest));
            try {
                AllureResults.write(verdict, run, results);
                new AllureSite().generate(verdict, results, site);
            } finally {
                others.handle((written, failure) -> written).join();
            }
            rethrow(others);
        });
    }

    private void writeFiles(AuditRun run, Verdict verdict, String digest) {
        try {
            directory.file(JUNIT, new JunitXml().write(verdict));
            directory.file(
                    SARIF,
                    new Sarif().write(verdict, run.target().file().getFileName().toString()));
            directory.file(STATEMENT, new Statement().write(verdict, digest));
            directory.file(SUMMARY, new MarkdownSummary().write(verdict));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What kept the files from being written, as it was. */
    private static void rethrow(CompletableFuture<Void> files) {
        try {
            files.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Writes verdict.json, and lets others write there.
     *
     * @throws ReportException when it cannot be written
     */
    public void conclude(Verdict verdict) {
        directory.conclude(VERDICT, new VerdictJson().write(verdict));
    }

    /** Lets others write there; idempotent. */
    @Override
    public void close() {
        directory.close();
    }

    /** Where the report can be opened. */
    public Path site() {
        return directory.page();
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
