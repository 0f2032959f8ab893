package dev.touchstone.reports.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What earlier audits of the same directory left for the trends: files of site/history, carried to the next results. */
record History(Map<String, byte[]> files) {
    /** Allure keeps twenty audits; this is far more than they take. */
    private static final long LIMIT = 8L << 20;

    /** None where there is no earlier site. */
    static History of(Path site) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Path directory = site.resolve("history");
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.json")) {
                for (Path file : entries) {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LIMIT) {
                        files.put(file.getFileName().toString(), Files.readAllBytes(file));
                    }
                }
            }
        }
        return new History(files);
    }

    void carryTo(Path results) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        Path directory = Files.createDirectory(results.resolve("history"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }
}
