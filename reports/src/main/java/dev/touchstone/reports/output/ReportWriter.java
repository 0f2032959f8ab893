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
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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

    private final Path out;
    private final OwnDirectory results;
    private final OwnDirectory site;
    private DirectoryLock lock;

    private ReportWriter(Path out) {
        this.out = out;
        this.results = new OwnDirectory(out.resolve("allure-results"));
        this.site = new OwnDirectory(out.resolve("site"));
    }

    /**
     * To be called before the audit: makes the directory, and takes the last audit's verdict away, so that it is not taken for
     * this one's if this one fails.
     *
     * @throws ReportException when the directory cannot be written to, holds a site or results that are not ours, or is being
     *     written to
     */
    public static ReportWriter into(Path out) {
        ReportWriter writer = new ReportWriter(out.toAbsolutePath().normalize());
        writer.prepare();
        return writer;
    }

    private void prepare() {
        try {
            Files.createDirectories(out);
            lock = DirectoryLock.of(out);
            takeOver();
        } catch (IOException e) {
            throw new ReportException(
                    "--out " + out + ": cannot be written to: " + reason(e) + "; choose another directory", e);
        }
    }

    private void takeOver() throws IOException {
        try {
            results.requireOurs();
            site.requireOurs();
            for (String file : FILES) {
                Files.deleteIfExists(out.resolve(file));
            }
            Files.delete(Files.createTempFile(out, ".touchstone", ".tmp"));
        } catch (IOException | ReportException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Writes everything but the verdict itself.
     *
     * @param run what the verdict was judged from
     * @throws ReportException when a part cannot be written; there is to be no verdict.json then
     */
    public void write(AuditRun run, Verdict verdict) {
        try {
            String digest = verdict.target().digest() == null
                    ? digest(run.target().file())
                    : verdict.target().digest();
            History history = History.of(site.path());
            results.renew();
            AllureResults.write(verdict, run, results.path());
            history.carryTo(results.path());
            site.renew();
            new AllureSite().generate(verdict, results.path(), site.path());
            write(JUNIT, new JunitXml().write(verdict));
            write(
                    SARIF,
                    new Sarif().write(verdict, run.target().file().getFileName().toString()));
            write(STATEMENT, new Statement().write(verdict, digest));
            write(SUMMARY, new MarkdownSummary().write(verdict));
        } catch (IOException e) {
            throw unwritable(e);
        } catch (UncheckedIOException e) {
            throw unwritable(e.getCause());
        }
    }

    /**
     * Writes verdict.json, and lets others write there.
     *
     * @throws ReportException when it cannot be written
     */
    public void conclude(Verdict verdict) {
        try {
            write(VERDICT, new VerdictJson().write(verdict));
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            lock.close();
        }
    }

    private ReportException unwritable(IOException e) {
        return new ReportException("the reports in " + out + " cannot be written: " + reason(e), e);
    }

    /** Lets others write there; idempotent. */
    @Override
    public void close() {
        lock.close();
    }

    /** Where the report can be opened. */
    public Path site() {
        return site.path().resolve("index.html");
    }

    private void write(String name, String content) throws IOException {
        Path temporary = out.resolve("." + name + ".tmp");
        Files.writeString(temporary, content);
        Files.move(temporary, out.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is not a directory";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": nothing can be made there";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getFile() + ": " + failure.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
