package dev.touchstone.reports.summary;

import dev.touchstone.reports.text.VisibleText;

/** Text from elsewhere, spelled so that Markdown (GitHub's, GitLab's, CommonMark with tables) shows it and does nothing else. */
final class Markdown {
    /** The most of one value in a table; the whole is in verdict.json. */
    static final int LIMIT = 400;

    private Markdown() {}

    /** A code span: no HTML, no link, no mention comes to life in it. For everything that a sandbox had a say in. */
    static String code(String text) {
        if (text == null || text.isBlank()) {
            return "–";
        }
        String line = VisibleText.of(text, LIMIT)
                .strip()
                .replaceAll("\\s*\\n\\s*", " ⏎ ")
                .replace('\t', ' ');
        String fence = "`".repeat(longestRunOfBackticks(line) + 1);
        String padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + padding + escapePipes(line) + padding + fence;
    }

    /** Words of the profile or of a person: plain text on one line. */
    static String text(String text) {
        if (text == null || text.isBlank()) {
            return "–";
        }
        return VisibleText.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("[\\\\`*_{}\\[\\]#|~!]", "\\\\$0");
    }

    /** A table is split at pipes before code spans are looked for; backslashes before one would undo its own. */
    private static String escapePipes(String line) {
        return line.replaceAll("(\\\\*)\\|", "$1$1\\\\|");
    }

    private static int longestRunOfBackticks(String line) {
        int longest = 0;
        int run = 0;
        for (int at = 0; at < line.length(); at++) {
            run = line.charAt(at) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
