package dev.touchstone.suites.mutants;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Tries mutants, several at a time, for an audit often waits. */
public final class Campaign implements AutoCloseable {
    private static final int CLOSING_SECONDS = 30;

    private final Prover prover;
    private final ExecutorService trying;

    /** @param atATime how many mutants are up together; each has two sandboxes beside it */
    public Campaign(Prover prover, int atATime) {
        this.prover = prover;
        this.trying = Executors.newFixedThreadPool(atATime, task -> {
            Thread thread = new Thread(task, "mutants");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Twice as many as there are processors, for half of the time an audit waits. */
    public static int usual() {
        return 2 * Runtime.getRuntime().availableProcessors();
    }

    /** Tries a mutant when it is its turn; those that were given earlier come earlier. */
    public CompletableFuture<Trial> start(Mutant mutant) {
        return CompletableFuture.supplyAsync(() -> trial(mutant), trying);
    }

    /** An error of the harness's own says nothing about the mutant, and is no reason to give up the others. */
    private Trial trial(Mutant mutant) {
        try {
            return prover.prove(mutant);
        } catch (MutantException e) {
            throw e;
        } catch (RuntimeException e) {
            return Trial.undetermined(mutant, "internal error: " + e, Duration.ZERO);
        }
    }

    /** Starts nothing more, and waits for what is under way, for half a minute at most. */
    @Override
    public void close() {
        trying.shutdownNow();
        try {
            trying.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
