package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.prove.ProofSummary;
import dev.touchstone.reports.prove.ProofWriter;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.mutants.Campaign;
import dev.touchstone.suites.mutants.LeftOut;
import dev.touchstone.suites.mutants.Mutant;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Prover;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tries mutants and reports on them. */
final class Proving {
    private final Shell shell;
    private final Path out;
    private final Clock clock = Clock.systemUTC();
    private final MutantProgress progress;

    Proving(Shell shell, Path out) {
        this.shell = shell;
        this.out = out;
        this.progress = new MutantProgress(shell);
    }

    /**
     * @param quick leave out those that do not run on this host as it is
     * @return the exit code
     */
    int run(List<Mutant> mutants, boolean quick) {
        Instant started = clock.instant();
        try (Interruption interruption = Interruption.announcedOn(shell, progress);
                ProofWriter writer = ProofWriter.into(out)) {
            Proof proof = prove(mutants, quick);
            interruption.stopHereIfInterrupted();
            writer.write(proof, started);
            shell.say("report: " + shell.show(writer.page()));
            shell.out().print(ProofSummary.of(proof));
            shell.out().flush();
            return exitCode(proof);
        }
    }

    private Proof prove(List<Mutant> mutants, boolean quick) {
        long start = System.nanoTime();
        try (RunDirectory run = RunDirectory.open();
                progress) {
            Prover prover =
                    new Prover(run, new TargetCatalogue(shell.targets()), new TargetReader(clock), Suites.catalogue());
            List<LeftOut> leftOut = new ArrayList<>();
            List<Mutant> tried = new ArrayList<>();
            for (Mutant mutant : mutants) {
                if (!quick || prover.isOfThisHost(prover.target(mutant.base()))) {
                    Optional<String> missing = prover.missing(mutant);
                    missing.ifPresent(why -> leftOut.add(new LeftOut(mutant, why)));
                    if (missing.isEmpty()) {
                        tried.add(mutant);
                    }
                }
            }
            if (tried.isEmpty()) {
                throw new Complaint(
                        leftOut.isEmpty()
                                ? "no mutant is left to try: --quick leaves out what --only asks for"
                                : "none of them can be booted on this machine: "
                                        + leftOut.get(0).why());
            }
            progress.begin(tried, leftOut);
            return new Proof(trials(prover, tried), leftOut, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private List<Trial> trials(Prover prover, List<Mutant> mutants) {
        try (Campaign campaign = new Campaign(prover, Campaign.usual())) {
            List<CompletableFuture<Trial>> started = mutants.stream()
                    .map(mutant -> campaign.start(mutant).thenApply(progress::tried))
                    .toList();
            return started.stream().map(CompletableFuture::join).toList();
        }
    }

    private static int exitCode(Proof proof) {
        boolean failed = !proof.with(Result.SURVIVED).isEmpty()
                || !proof.with(Result.WRONG_KILL).isEmpty()
                || proof.trials().stream().anyMatch(trial -> !trial.collateral().isEmpty());
        if (failed) {
            return ExitCode.VIOLATED;
        }
        boolean open = !proof.with(Result.UNDETERMINED).isEmpty()
                || proof.trials().stream().anyMatch(trial -> !trial.leftOpen().isEmpty());
        return open ? ExitCode.UNDETERMINED : ExitCode.OK;
    }
}
