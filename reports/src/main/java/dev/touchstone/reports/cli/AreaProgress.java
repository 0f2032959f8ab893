package dev.touchstone.reports.cli;

import dev.touchstone.suites.run.CheckResult;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A line for each area: on a terminal written over as its checks end, elsewhere written once, when the area is done. With
 * {@code everyCheck} also a line for each check, and nothing is written over. What is said while checks run, such as the boot
 * of a second sandbox beside them, is left out unless every check is named.
 */
final class AreaProgress implements Progress {
    private static final String START_OVER = "\r\033[K"; // ECMA-48: carriage return, erase in line

    private final Shell shell;
    private final boolean live;
    private final boolean everyCheck;
    private final Map<String, Area> areas = new HashMap<>();
    private Area current;
    private boolean abandoned;

    AreaProgress(Shell shell, boolean everyCheck) {
        this.shell = shell;
        this.live = shell.live() && !everyCheck;
        this.everyCheck = everyCheck;
    }

    @Override
    public synchronized void step(String what) {
        if (!abandoned && (current == null || everyCheck)) {
            endArea();
            shell.say(what);
        }
    }

    @Override
    public synchronized void booted(double millis) {
        endArea();
        line(String.format(Locale.ROOT, "booted in %.0f ms", millis));
    }

    @Override
    public synchronized void areaStarted(String name, int checks) {
        endArea();
        current = areas.computeIfAbsent(name, key -> new Area(name, checks));
        showLive();
    }

    @Override
    public synchronized void checked(CheckResult result) {
        if (current != null) {
            current.add(result.status());
        }
        if (everyCheck) {
            line(String.format(
                    Locale.ROOT,
                    "%s %-8s %s (%.1f ms, %d calls)",
                    result.property(),
                    word(result.status()),
                    result.name(),
                    result.millis(),
                    result.calls()));
        }
        showLive();
    }

    @Override
    public synchronized void abandon() {
        if (live && current != null) {
            shell.err().print(START_OVER);
        }
        abandoned = true;
    }

    @Override
    public synchronized void close() {
        endArea();
    }

    private static String word(CheckResult.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void showLive() {
        if (live && current != null && !abandoned) {
            shell.err().print(START_OVER + "  " + current.text());
            shell.err().flush();
        }
    }

    private void endArea() {
        if (current != null) {
            if (live && !abandoned) {
                shell.err().print(START_OVER);
            }
            line(current.text());
            current = null;
        }
    }

    private void line(String text) {
        if (!abandoned) {
            shell.err().println("  " + text);
            shell.err().flush();
        }
    }

    /** How far one area is. */
    private static final class Area {
        private final String name;
        private final int checks;
        private int done;
        private int failed;
        private int broken;

        Area(String name, int checks) {
            this.name = name;
            this.checks = checks;
        }

        void add(CheckResult.Status status) {
            done++;
            if (status == CheckResult.Status.FAILED) {
                failed++;
            } else if (status == CheckResult.Status.BROKEN) {
                broken++;
            }
        }

        String text() {
            return String.format(Locale.ROOT, "%-12s %s checks", name, done == checks ? done : done + "/" + checks)
                    + (failed == 0 ? "" : ", " + failed + " failed")
                    + (broken == 0 ? "" : ", " + broken + " undetermined");
        }
    }
}
