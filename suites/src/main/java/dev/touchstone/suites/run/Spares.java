package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.boot.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Further sandboxes like the audited one, for checks that compare two or break one. The first is booted beside the
 * running checks, on a terminal of its own, and serves all of them; those that break one get their own.
 */
public final class Spares implements AutoCloseable {
    private static final long BOOT_LIMIT_SECONDS = 600;

    private final Sandbox original;
    private final UnaryOperator<Sandbox> traced;
    private final ExecutorService booting = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "spare-sandbox");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Sandbox> booted = new ArrayList<>();
    private CompletableFuture<Sandbox> onTerminal;
    private CompletableFuture<Sandbox> plain;

    Spares(Sandbox original, UnaryOperator<Sandbox> traced) {
        this.original = original;
        this.traced = traced;
    }

    /** Starts booting one of each. */
    synchronized void start() {
        if (onTerminal == null) {
            onTerminal = booting(Sandbox.Variation.ON_TERMINAL);
            plain = booting(Sandbox.Variation.NONE);
        }
    }

    private CompletableFuture<Sandbox> booting(Sandbox.Variation variation) {
        return CompletableFuture.supplyAsync(() -> boot(variation), booting);
    }

    /**
     * A sandbox that is not the audited one, started after it, with a controlling terminal. Leave it as it is.
     *
     * @throws BootException when it did not come up
     */
    public synchronized Sandbox intact() {
        start();
        return booted(onTerminal);
    }

    /**
     * One without a terminal, to be broken by the caller: nobody else gets this one. Without, because a terminal ends by itself
     * much of what its session's leader started (man 2 setsid, SIGHUP).
     *
     * @throws BootException when it did not come up
     */
    public synchronized Sandbox toBreak() {
        start();
        CompletableFuture<Sandbox> next = plain == null ? booting(Sandbox.Variation.NONE) : plain;
        plain = null;
        return live(booted(next));
    }

    /** Whoever breaks a sandbox does it by the ids of its processes: in a replay, somebody else has them. */
    private static Sandbox live(Sandbox sandbox) {
        sandbox.witness().absence().ifPresent(why -> {
            throw new UndeterminedException(why);
        });
        if (!sandbox.witness().live()) {
            throw new UndeterminedException("a replayed sandbox cannot be broken");
        }
        return sandbox;
    }

    /**
     * The one that {@link #toBreak()} gives next, to be damaged by the caller in a way that leaves it running: whoever breaks it
     * does not mind, and the boot of another is saved.
     *
     * @throws BootException when it did not come up
     */
    public synchronized Sandbox toDamage() {
        start();
        if (plain == null) {
            plain = booting(Sandbox.Variation.NONE);
        }
        return live(booted(plain));
    }

    private static Sandbox booted(CompletableFuture<Sandbox> sandbox) {
        try {
            return sandbox.get(BOOT_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BootException(
                    "a second sandbox did not come up: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new BootException("a second sandbox did not come up within " + BOOT_LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BootException("interrupted while a second sandbox was coming up", e);
        }
    }

    private Sandbox boot(Sandbox.Variation variation) {
        Sandbox sandbox = traced.apply(original.fresh(variation));
        synchronized (booted) {
            booted.add(sandbox);
        }
        return sandbox;
    }

    long calls() {
        synchronized (booted) {
            return booted.stream()
                    .mapToLong(sandbox -> sandbox.guest().callsAsked())
                    .sum();
        }
    }

    @Override
    public void close() {
        booting.shutdown();
        try {
            if (!booting.awaitTermination(BOOT_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                booting.shutdownNow();
            }
        } catch (InterruptedException e) {
            booting.shutdownNow();
            Thread.currentThread().interrupt();
        }
        synchronized (booted) {
            booted.forEach(Sandbox::close);
        }
    }
}
