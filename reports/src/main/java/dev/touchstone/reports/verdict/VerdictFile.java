package dev.touchstone.reports.verdict;

import java.nio.file.Path;

/** A verdict.json as {@link VerdictReader} found it. */
public sealed interface VerdictFile {
    Path path();

    /** It can be relied on. */
    record Readable(Path path, Verdict verdict) implements VerdictFile {}

    /**
     * It cannot.
     *
     * @param reason what is wrong, in one line, without the path
     */
    record Unreadable(Path path, String reason) implements VerdictFile {}
}
