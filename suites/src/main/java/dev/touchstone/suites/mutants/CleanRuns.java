package dev.touchstone.suites.mutants;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Audits an unbroken target again and again: whatever is said against it, and not waived, is a false alarm. */
public final class CleanRuns implements AutoCloseable {
    /** In place of a property's id, where the target did not come up. */
    static final String BOOT = "boot";

    private static final int CLOSING_SECONDS = 30;

    private final Prover prover;
    private final Function<AuditRun, Set<String>> waived;
    private final ExecutorService running;

    /**
     * @param atATime how many audits go on together
     * @param waived the properties whose violation the target's waivers accept
     */
    public CleanRuns(Prover prover, int atATime, Function<AuditRun, Set<String>> waived) {
        this.prover = prover;
        this.waived = waived;
        this.running = Executors.newFixedThreadPool(atATime, task -> {
            Thread thread = new Thread(task, "clean-runs");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Audits a target so many times.
     *
     * @param ended told of each audit
     */
    public FalseAlarms of(Target target, int times, UnaryOperator<FalseAlarms.Run> ended) {
        long start = System.nanoTime();
        List<CompletableFuture<FalseAlarms.Run>> started = IntStream.rangeClosed(1, times)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> ended.apply(run(target, number)), running))
                .toList();
        List<FalseAlarms.Run> runs =
                started.stream().map(CompletableFuture::join).toList();
        return FalseAlarms.of(target.name(), runs, Duration.ofNanos(System.nanoTime() - start));
    }

    private FalseAlarms.Run run(Target target, int number) {
        long start = System.nanoTime();
        SortedMap<String, String> alarms = new TreeMap<>();
        Set<String> decided = new TreeSet<>();
        try {
            AuditRun run = prover.audit(target);
            alarms.putAll(Judgement.said(run.results(), Status.FAILED));
            Judgement.said(run.results(), Status.BROKEN)
                    .forEach((property, said) -> alarms.merge(property, said, (one, other) -> one + "\n" + other));
            Set<String> accepted = waived.apply(run);
            alarms.keySet().removeAll(accepted);
            decided.addAll(Judgement.said(run.results(), Status.PASSED).keySet());
            decided.removeAll(accepted); // what is accepted is decided either way
        } catch (BootException e) {
            alarms.put(BOOT, e.getMessage());
        }
        return new FalseAlarms.Run(number, alarms, decided, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Starts nothing more, and waits for what is under way, for half a minute at most. */
    @Override
    public void close() {
        running.shutdownNow();
        try {
            running.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
