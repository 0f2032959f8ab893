package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.document.Nearest;
import dev.touchstone.suites.mutants.Mutant;
import dev.touchstone.suites.mutants.Mutants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "prove",
        description = "Boots broken sandboxes, audits each, and says which of the documented properties noticed it.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 every mutant that can be booted here was killed by the properties that it violates, and",
            "nobody else complained; those that cannot are listed as left out;",
            "1 one survived, was killed by the wrong property, or made another one complain without a reason;",
            "2 one is undetermined; 3 could not run. With --clean: 0 no alarm, 1 at least one."
        })
final class ProveCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec command;

    @Option(names = "--quick", description = "Only what needs no virtual machine and no container.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "CLASS|ID",
            split = ",",
            description =
                    "Only the mutants of these classes, or these; with --clean, only the targets that they were made"
                            + " from, or these targets.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--clean",
            paramLabel = "N",
            description =
                    "In place of mutants, audit the unbroken targets N times, and count what is said against them.")
    private Integer clean;

    @Option(names = "--load", description = "With --clean: keep processors, memory and disk busy meanwhile.")
    private boolean load;

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
        GivenWords.require(command, "--only", only);
        List<Mutant> all = Mutants.read();
        List<Mutant> chosen = chosen(all);
        if (load && clean == null) {
            throw new Complaint("--load belongs to --clean: prove --clean N --load");
        }
        if (clean != null && clean < 1) {
            throw new Complaint("--clean " + clean + ": give the number of audits, such as 50");
        }
        Path directory = out == null ? shell.proofs() : out;
        return clean != null
                ? new CleanRunning(shell, directory).run(bases(chosen), quick, clean, load)
                : new Proving(shell, directory).run(chosen, quick);
    }

    private List<Mutant> chosen(List<Mutant> all) {
        Set<String> known = new LinkedHashSet<>();
        all.forEach(mutant -> known.add(mutant.mutantClass()));
        all.forEach(mutant -> known.add(mutant.id()));
        if (clean != null) {
            all.forEach(mutant -> known.add(mutant.base()));
        }
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
                .filter(mutant -> only.isEmpty()
                        || only.contains(mutant.mutantClass())
                        || only.contains(mutant.id())
                        || clean != null && only.contains(mutant.base()))
                .toList();
    }

    private static Set<String> bases(List<Mutant> mutants) {
        Set<String> bases = new LinkedHashSet<>();
        mutants.forEach(mutant -> bases.add(mutant.base()));
        return bases;
    }
}
