package dev.touchstone.suites.mutants;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Tries mutants, several at a time, for an audit often waits. */
public final class Campaign implements AutoCloseable {
    private static final int CLOSING_SECONDS = 30;

    private final Function<Mutant, Trial> proving;
    private final ExecutorService trying;

    /** @param atATime how many mutants are up together; each has two sandboxes beside it */
    public Campaign(Prover prover, int atATime) {
        this(prover::prove, atATime);
    }

    Campaign(Function<Mutant, Trial> proving, int atATime) {
        this.proving = proving;
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

    /**
     * What is left open, as by a machine that was too busy, is tried once more, and the trial says so. What was said is never
     * asked again: a survivor is one, and so is a complaint.
     */
    private Trial trial(Mutant mutant) {
        Trial first = once(mutant);
        return first.isOpen() ? once(mutant).after(first) : first;
    }

    /** An error of the harness's own says nothing about the mutant, and is no reason to give up the others. */
    private Trial once(Mutant mutant) {
        try {
            return proving.apply(mutant);
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
