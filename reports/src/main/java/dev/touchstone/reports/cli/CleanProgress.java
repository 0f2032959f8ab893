package dev.touchstone.reports.cli;

import dev.touchstone.suites.mutants.FalseAlarms;

/** Counts clean runs: on a terminal in a line that is written over, elsewhere in a line for every tenth; alarms at once. */
final class CleanProgress implements Progress {
    private static final String START_OVER = "\r\033[K"; // ECMA-48: carriage return, erase in line
    private static final int SELDOM = 10;

    private final Shell shell;
    private String target = "";
    private int all;
    private int done;
    private boolean abandoned;

    CleanProgress(Shell shell) {
        this.shell = shell;
    }

    synchronized void begin(String name, int times) {
        target = name;
        all = times;
        done = 0;
    }

    /** @return the same run */
    synchronized FalseAlarms.Run ended(FalseAlarms.Run run) {
        done++;
        if (!run.alarms().isEmpty()) {
            line("run " + run.number() + " of " + target + ": " + run.alarms().keySet());
        }
        if (shell.live() && !abandoned) {
            shell.err().print(START_OVER + "  " + target + " " + done + "/" + all);
            shell.err().flush();
        } else if (done % SELDOM == 0 || done == all) {
            line(target + " " + done + "/" + all);
        }
        return run;
    }

    private void line(String text) {
        if (!abandoned) {
            shell.err().println((shell.live() ? START_OVER : "") + "  " + text);
            shell.err().flush();
        }
    }

    @Override
    public synchronized void abandon() {
        close();
        abandoned = true;
    }

    @Override
    public synchronized void close() {
        if (shell.live() && !abandoned && done > 0) {
            shell.err().print(START_OVER);
        }
    }
}
