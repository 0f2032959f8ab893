package dev.touchstone.reports.cli;

import dev.touchstone.suites.mutants.FalseAlarms;

/** Counts clean runs: on a terminal in a line that is written over, elsewhere in a line for every tenth; alarms at once. */
final class CleanProgress implements Progress {
    private static final int SELDOM = 10;

    private final CountingLine line;
    private String target = "";
    private int all;
    private int done;

    CleanProgress(Shell shell) {
        line = new CountingLine(shell);
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
            line.line("run " + run.number() + " of " + target + ": "
                    + run.alarms().keySet());
        }
        if (line.live()) {
            line.show(target + " " + done + "/" + all);
        } else if (done % SELDOM == 0 || done == all) {
            line.line(target + " " + done + "/" + all);
        }
        return run;
    }

    @Override
    public synchronized void abandon() {
        line.abandon();
    }

    @Override
    public synchronized void close() {
        line.close();
    }
}
