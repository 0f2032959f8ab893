package dev.touchstone.reports.cli;

import dev.touchstone.suites.run.CheckResult;
import java.util.Locale;

/**
 * A line for each area: on a terminal written over as its checks end, elsewhere written once, when the area is done. With
 * {@code everyCheck} also a line for each check, and nothing is written over.
 */
final class AreaProgress implements Progress {
    private static final String START_OVER = "\r\033[K"; // ECMA-48: carriage return, erase in line

    private final Shell shell;
    private final boolean live;
    private final boolean everyCheck;
    private String area;
    private int checks;
    private int done;
    private int failed;
    private int broken;

    AreaProgress(Shell shell, boolean everyCheck) {
        this.shell = shell;
        this.live = shell.live() && !everyCheck;
        this.everyCheck = everyCheck;
    }

    @Override
    public void step(String what) {
        endArea();
        shell.say(what);
    }

    @Override
    public void booted(double millis) {
        endArea();
        line(String.format(Locale.ROOT, "booted in %.0f ms", millis));
    }

    @Override
    public void areaStarted(String name, int expected) {
        endArea();
        area = name;
        checks = expected;
        done = failed = broken = 0;
        showLive();
    }

    @Override
    public void checked(CheckResult result) {
        done++;
        switch (result.status()) {
            case FAILED -> failed++;
            case BROKEN -> broken++;
            default -> {}
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
    public void close() {
        endArea();
    }

    private static String word(CheckResult.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void showLive() {
        if (live && area != null) {
            shell.err().print(START_OVER + "  " + state(done + "/" + checks));
            shell.err().flush();
        }
    }

    private void endArea() {
        if (area == null) {
            return;
        }
        if (live) {
            shell.err().print(START_OVER);
        }
        line(state(done == checks ? String.valueOf(done) : done + "/" + checks));
        area = null;
    }

    private String state(String counted) {
        return String.format(Locale.ROOT, "%-12s %s checks", area, counted)
                + (failed == 0 ? "" : ", " + failed + " failed")
                + (broken == 0 ? "" : ", " + broken + " undetermined");
    }

    private void line(String text) {
        shell.err().println("  " + text);
        shell.err().flush();
    }
}
