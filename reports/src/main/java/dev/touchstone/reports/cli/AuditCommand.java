package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.gate.Gate;
import dev.touchstone.reports.gate.GateDecision;
import dev.touchstone.reports.gate.PolicyReader;
import dev.touchstone.reports.output.ReportWriter;
import dev.touchstone.reports.summary.ConsoleSummary;
import dev.touchstone.reports.summary.TargetTable;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.reports.verdict.VerdictFile;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = "Boots a sandbox, asks it what its profile documents, and writes the verdict and the reports.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 conformant, 1 violated, 2 undetermined, 3 could not run; of several targets the worst."
        })
final class AuditCommand implements Callable<Integer> {
    private static final String DEFAULT_TARGET = "reference";

    private final Shell shell;
    private final Clock clock = Clock.systemUTC();

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..*",
            description = "A name that `touchstone targets` lists, or a path to a YAML file. Default: " + DEFAULT_TARGET
                    + ".")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "Every target that ships with the project.")
    private boolean all;

    @ArgGroup(exclusive = false)
    private ImageOptions container = new ImageOptions();

    /** In place of a target. */
    static final class ImageOptions {
        @Option(
                names = "--image",
                paramLabel = "IMAGE",
                required = true,
                description = "Audit this image, such as debian:12, as its engine runs it where nothing more is said.")
        private String image;

        @Option(
                names = "--profile",
                paramLabel = "PROFILE",
                description = "What that image is judged by. Default: " + ImageTarget.DEFAULT_PROFILE + ".")
        private String profile = ImageTarget.DEFAULT_PROFILE;
    }

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the reports go; of several targets each gets a directory in it."
                    + " Default: reports/target/audit/<target> of the project.")
    private Path out;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--only",
            paramLabel = "AREA|ID",
            split = ",",
            description = "Only these areas or properties; the others are reported as left out.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Let this policy decide the exit code; see `touchstone gate --help`.")
    private Path policy;

    @ArgGroup
    private Conversation conversation = new Conversation();

    /** One of them at most. */
    static final class Conversation {
        @Option(
                names = "--record",
                paramLabel = "FILE",
                description = "Write down what is asked and answered, to be judged elsewhere; of one target only.")
        private Path record;

        @Option(
                names = "--replay",
                paramLabel = "FILE",
                description = "Boot nothing, but judge what --record wrote down. What only a running sandbox can show"
                        + " is undetermined.")
        private Path replay;
    }

    @ArgGroup
    private Verbosity verbosity = new Verbosity();

    /** One of them at most. */
    static final class Verbosity {
        @Option(
                names = {"-q", "--quiet"},
                description = "Say nothing but one line for each target: verdict, target, verdict.json.")
        private boolean quiet;

        @Option(
                names = {"-v", "--verbose"},
                description = "Name every check as it ends, and say where an internal error comes from.")
        private boolean verbose;
    }

    AuditCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        GivenWords.require(command, "--only", only);
        rehearse();
        List<PlannedAudit> plans = plans();
        Set<String> limitedTo = AuditPlans.only(only, plans);
        Optional<Gate> gate = Optional.ofNullable(policy).map(file -> new Gate(new PolicyReader().read(file), clock));
        int exitCode = ExitCode.OK;
        List<Verdict> verdicts = new ArrayList<>();
        for (PlannedAudit plan : plans) {
            exitCode = ExitCode.worse(exitCode, audit(plan, limitedTo, gate, verdicts::add));
        }
        if (verdicts.size() > 1 && !verbosity.quiet) {
            shell.out().print("\n" + new TargetTable(verdicts).write());
            shell.out().flush();
        }
        return exitCode;
    }

    /** On another thread, while the files are read. */
    private static void rehearse() {
        Thread thread = new Thread(Audit::rehearse, "touchstone-rehearsal");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, e) -> {}); // the audit itself will say what is wrong
        thread.start();
    }

    private List<PlannedAudit> plans() {
        TargetCatalogue catalogue = new TargetCatalogue(shell.targets());
        TargetReader reader = new TargetReader(clock);
        AuditPlans plans = new AuditPlans(catalogue, reader, shell.audits());
        if (conversation.replay != null) {
            if (all || !names.isEmpty() || container.image != null) {
                throw new Complaint("--replay judges the target that was recorded: name none beside it");
            }
            return List.of(plans.of(ReplayedAudit.read(conversation.replay, reader), Optional.ofNullable(out)));
        }
        List<PlannedAudit> chosen = plans.of(names(catalogue), Optional.ofNullable(out));
        if (conversation.record != null && chosen.size() > 1) {
            throw new Complaint("--record writes down one audit: name one target");
        }
        return chosen;
    }

    private List<String> names(TargetCatalogue catalogue) {
        if (container.image != null) {
            if (all || !names.isEmpty()) {
                throw new Complaint("--image is a target of its own: name none beside it");
            }
            Path file = new ImageTarget(container.image, container.profile)
                    .writeInto(shell.audits().resolveSibling("images"));
            return List.of(file.toString());
        }
        if (!all) {
            return names.isEmpty() ? List.of(DEFAULT_TARGET) : names;
        }
        if (!names.isEmpty()) {
            throw new Complaint("--all means every target: name none beside it");
        }
        return catalogue.names();
    }

    /** One of several that cannot run does not keep the others from being audited. */
    private int audit(PlannedAudit plan, Set<String> limitedTo, Optional<Gate> gate, Consumer<Verdict> judged) {
        Progress progress = verbosity.quiet ? Progress.SILENT : new AreaProgress(shell, verbosity.verbose);
        try (Interruption interruption = Interruption.announcedOn(shell, progress);
                ReportWriter writer = ReportWriter.into(plan.out());
                Reporting reporting = new Reporting(progress, run -> report(run, writer, interruption))) {
            ask(plan, limitedTo, reporting);
            Verdict verdict = reporting.verdict();
            interruption.stopHereIfInterrupted();
            writer.conclude(verdict);
            print(verdict, plan, writer);
            judged.accept(verdict);
            return gate.map(policy -> decide(policy, plan, verdict))
                    .orElse(verdict.verdict().exitCode());
        } catch (RuntimeException e) {
            return new Failures(shell).report(e, verbosity.verbose);
        }
    }

    private void ask(PlannedAudit plan, Set<String> limitedTo, Progress progress) {
        try (progress) {
            TargetAudit audit = new TargetAudit(new Audit(Suites.catalogue()));
            if (plan.replay().isPresent()) {
                audit.replay(plan.replay().get(), plan.profile(), limitedTo, progress);
            } else {
                Optional<Path> record = Optional.ofNullable(conversation.record);
                audit.run(plan.target(), plan.profile(), limitedTo, progress, record);
            }
        }
    }

    private Verdict report(AuditRun run, ReportWriter writer, Interruption interruption) {
        interruption.stopHereIfInterrupted();
        Verdict verdict = Judge.judge(run, clock);
        writer.write(run, verdict);
        return verdict;
    }

    private void print(Verdict verdict, PlannedAudit plan, ReportWriter writer) {
        if (verbosity.quiet) {
            shell.out()
                    .println(verdict.verdict() + " " + verdict.target().name() + " "
                            + shell.show(plan.out().resolve(ReportWriter.VERDICT)));
        } else {
            shell.out().print(new ConsoleSummary(shell.colour(), shell.columns()).write(verdict));
            shell.out().println("report: " + shell.show(writer.site()));
        }
        shell.out().flush();
    }

    private int decide(Gate gate, PlannedAudit plan, Verdict verdict) {
        GateDecision decision =
                gate.decide(List.of(new VerdictFile.Readable(plan.out().resolve(ReportWriter.VERDICT), verdict)));
        decision.reasons().forEach(shell::say);
        return decision.exitCode();
    }
}
