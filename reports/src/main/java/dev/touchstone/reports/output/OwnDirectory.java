package dev.touchstone.reports.output;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** A directory that we write, mark as ours, and empty the next time; one that is not marked is left alone. */
record OwnDirectory(Path path) {
    private static final String MARK = ".touchstone";

    /** @throws ReportException when something is there that we did not write */
    void requireOurs() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean ours = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && (isEmpty() || Files.exists(path.resolve(MARK), LinkOption.NOFOLLOW_LINKS));
        if (!ours) {
            throw new ReportException(
                    path + " exists and was not written by touchstone: move it away or choose another" + " --out");
        }
    }

    /** Leaves it there, empty but for the mark. */
    void renew() throws IOException {
        requireOurs();
        delete(path);
        Files.createDirectory(path);
        Files.createFile(path.resolve(MARK));
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
