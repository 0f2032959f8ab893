package dev.touchstone.reports.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other audits, of this process and of others, from writing to the same directory; ends with the process at the latest. */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = ".touchstone.lock";

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws ReportException when somebody else has it */
    static DirectoryLock of(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DirectoryLock(file, channel);
            }
        } catch (OverlappingFileLockException e) {
            // As below, in this process.
        }
        channel.close();
        throw new ReportException(
                "another audit is writing to " + directory + ": wait for it, or choose another directory with --out");
    }

    /** Removes its file while it still has it, so that nothing stays; idempotent. */
    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                Files.deleteIfExists(file);
                channel.close();
            }
        } catch (IOException e) {
            throw new ReportException("the lock on the reports could not be released: " + e.getMessage(), e);
        }
    }
}
