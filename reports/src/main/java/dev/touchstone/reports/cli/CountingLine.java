package dev.touchstone.reports.cli;

/**
 * Where a count is shown: on a terminal in one line that is written over, with what is worth a line of its own above it; elsewhere
 * lines alone. Not for several threads.
 */
final class CountingLine {
    private static final String START_OVER = "\r\033[K"; // ECMA-48: carriage return, erase in line

    private final Shell shell;
    private boolean shown;
    private boolean abandoned;

    CountingLine(Shell shell) {
        this.shell = shell;
    }

    /** Whether counts are to be seen at all. */
    boolean live() {
        return shell.live() && !abandoned;
    }

    /** Writes a count over the last one; nothing where there is no terminal. */
    void show(String count) {
        if (live()) {
            shell.err().print(START_OVER + "  " + count);
            shell.err().flush();
            shown = true;
        }
    }

    /** Writes a line that stays. */
    void line(String text) {
        if (!abandoned) {
            shell.err().println((shell.live() ? START_OVER : "") + "  " + text);
            shell.err().flush();
        }
    }

    /** Takes the count away; nothing is written any more. */
    void abandon() {
        close();
        abandoned = true;
    }

    /** Takes the count away. */
    void close() {
        if (live() && shown) {
            shell.err().print(START_OVER);
        }
    }
}
