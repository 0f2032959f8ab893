package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.document.Nearest;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.prove.ProofSummary;
import dev.touchstone.reports.prove.ProofWriter;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.mutants.Campaign;
import dev.touchstone.suites.mutants.LeftOut;
import dev.touchstone.suites.mutants.Mutant;
import dev.touchstone.suites.mutants.Mutants;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Prover;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prove",
        description = "Boots broken sandboxes, audits each, and says which of the documented properties noticed it.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 every mutant was killed by the properties that it violates, and nobody else complained;",
            "1 one survived, was killed by the wrong property, or made another one complain without a reason;",
            "2 one is undetermined; 3 could not run."
        })
final class ProveCommand implements Callable<Integer> {
    private final Shell shell;
    private final Clock clock = Clock.systemUTC();

    @Option(names = "--quick", description = "Only those that need no virtual machine and no container.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "CLASS|ID",
            split = ",",
            description = "Only the mutants of these classes, or these.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the reports go. Default: reports/target/prove of the project.")
    private Path out;

    ProveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Mutant> chosen = chosen(Mutants.read());
        Instant started = clock.instant();
        MutantProgress progress = new MutantProgress(shell);
        try (Interruption interruption = Interruption.announcedOn(shell, progress);
                ProofWriter writer = ProofWriter.into(out == null ? shell.proofs() : out)) {
            Proof proof = prove(chosen, progress);
            interruption.stopHereIfInterrupted();
            writer.write(proof, started);
            shell.say("report: " + shell.show(writer.page()));
            shell.out().print(ProofSummary.of(proof));
            shell.out().flush();
            return exitCode(proof);
        }
    }

    private List<Mutant> chosen(List<Mutant> all) {
        Set<String> known = new LinkedHashSet<>();
        all.forEach(mutant -> known.add(mutant.mutantClass()));
        all.forEach(mutant -> known.add(mutant.id()));
        for (String word : only) {
            if (!known.contains(word)) {
                throw new Complaint("--only " + word + ": there is no such class and no such mutant"
                        + Nearest.to(word, known)
                                .map(meant -> " (did you mean " + meant + "?)")
                                .orElse("")
                        + "; the classes are " + String.join(", ", Mutants.classes()));
            }
        }
        return all.stream()
                .filter(mutant -> only.isEmpty() || only.contains(mutant.mutantClass()) || only.contains(mutant.id()))
                .toList();
    }

    private Proof prove(List<Mutant> chosen, MutantProgress progress) {
        TargetCatalogue targets = new TargetCatalogue(shell.targets());
        long start = System.nanoTime();
        try (RunDirectory run = RunDirectory.open();
                progress) {
            Prover prover = new Prover(run, targets, new TargetReader(clock), Suites.catalogue());
            List<LeftOut> leftOut = new ArrayList<>();
            List<Mutant> tried = new ArrayList<>();
            for (Mutant mutant : chosen) {
                if (!quick || prover.isOfThisHost(mutant)) {
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
            return new Proof(trials(prover, tried, progress), leftOut, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static List<Trial> trials(Prover prover, List<Mutant> mutants, MutantProgress progress) {
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
