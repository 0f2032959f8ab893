package dev.touchstone.reports.cli;

import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the JVM's shutdown hooks close the sandbox while the audit is still running in its own thread. This says one line,
 * and keeps what that thread then finds, a sandbox that no longer answers, from being taken for a result.
 */
final class Interruption implements AutoCloseable {
    /** Longer than closing may take; the JVM ends when the hooks have. */
    private static final long LIMIT_SECONDS = 60;

    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** From now on, instead of the progress. */
    static Interruption announcedOn(Shell shell, Progress progress) {
        Runnable announcement = () -> {
            progress.abandon();
            shell.say("interrupted: closing what was started");
        };
        Thread hook = new Thread(announcement, "touchstone-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** Does not return once the JVM is shutting down. */
    void stopHereIfInterrupted() {
        if (shuttingDown()) {
            try {
                TimeUnit.SECONDS.sleep(LIMIT_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Java has no question for it, but refuses to take hooks back from then on. */
    private boolean shuttingDown() {
        try {
            if (Runtime.getRuntime().removeShutdownHook(hook)) {
                Runtime.getRuntime().addShutdownHook(hook);
            }
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public void close() {
        stopHereIfInterrupted();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
