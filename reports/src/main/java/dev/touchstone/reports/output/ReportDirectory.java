package dev.touchstone.reports.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A directory that the reports of one run go into, with Allure's results and site in it. From the beginning until it is closed, no
 * other run writes there; what an earlier one left goes first, but for the history of its site.
 */
public final class ReportDirectory implements AutoCloseable {
    private final Path out;
    private final OwnDirectory results;
    private final OwnDirectory site;
    private DirectoryLock lock;

    private ReportDirectory(Path out) {
        this.out = out;
        this.results = new OwnDirectory(out.resolve("allure-results"));
        this.site = new OwnDirectory(out.resolve("site"));
    }

    /**
     * To be called before the run: makes the directory, and takes the last run's files away, so that they are not taken for this
     * one's if this one fails.
     *
     * @param files names of those that the run is going to write
     * @throws ReportException when the directory cannot be written to, holds a site or results that are not ours, or is being
     *     written to
     */
    public static ReportDirectory into(Path out, List<String> files) {
        ReportDirectory directory = new ReportDirectory(out.toAbsolutePath().normalize());
        directory.prepare(files);
        return directory;
    }

    private void prepare(List<String> files) {
        try {
            Files.createDirectories(out);
            lock = DirectoryLock.of(out);
            takeOver(files);
        } catch (IOException e) {
            throw new ReportException(
                    "--out " + out + ": cannot be written to: " + reason(e) + "; choose another directory", e);
        }
    }

    private void takeOver(List<String> files) throws IOException {
        try {
            results.requireOurs();
            site.requireOurs();
            for (String file : files) {
                Files.deleteIfExists(out.resolve(file));
            }
            Files.delete(Files.createTempFile(out, ".touchstone", ".tmp"));
        } catch (IOException | ReportException e) {
            lock.close();
            throw e;
        }
    }

    /** Makes the reports. */
    public interface Writing {
        /**
         * @param results for Allure's results; empty but for what earlier runs left for the trends
         * @param site for what is made of them; empty
         */
        void write(Path results, Path site) throws IOException;
    }

    /**
     * Writes everything but what the run concludes with.
     *
     * @throws ReportException when a part cannot be written; the run is not to be concluded then
     */
    public void write(Writing writing) {
        try {
            History history = History.of(site.path());
            results.renew();
            history.carryTo(results.path());
            site.renew();
            writing.write(results.path(), site.path());
        } catch (IOException e) {
            throw unwritable(e);
        } catch (UncheckedIOException e) {
            throw unwritable(e.getCause());
        }
    }

    /**
     * Writes the file that says that everything is there, and lets others write there.
     *
     * @throws ReportException when it cannot be written
     */
    public void conclude(String name, String content) {
        try {
            file(name, content);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            lock.close();
        }
    }

    private ReportException unwritable(IOException e) {
        return new ReportException("the reports in " + out + " cannot be written: " + reason(e), e);
    }

    /** Writes one file, whole or not at all. */
    public void file(String name, String content) throws IOException {
        Path temporary = out.resolve("." + name + ".tmp");
        Files.writeString(temporary, content);
        Files.move(temporary, out.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where the site can be opened. */
    public Path page() {
        return site.path().resolve("index.html");
    }

    /** Lets others write there; idempotent. */
    @Override
    public void close() {
        lock.close();
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
