package dev.touchstone.reports.cli;

import dev.touchstone.reports.gate.Gate;
import dev.touchstone.reports.gate.GateDecision;
import dev.touchstone.reports.gate.Policy;
import dev.touchstone.reports.gate.PolicyReader;
import dev.touchstone.reports.verdict.VerdictReader;
import dev.touchstone.suites.profile.Profiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "gate",
        description = "Decides whether verdicts will do; says by its exit code, and why not on stderr.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A policy is a YAML file with any of",
            "  blocks: [critical, high]  severities whose violations block; default all",
            "  maxWaivers: 3             waived properties of one verdict at most; default any number",
            "  minJudged: 40             properties that must have been judged; default 1",
            "  required: [PRV-01]        properties that must have been judged",
            "  acceptLimited: true       take verdicts of audits with --only; default false",
            "  maxAgeHours: 24           the audit may have begun this long ago; default any time",
            "UNDETERMINED never passes.",
            "Exit codes: 0 passes, 1 a violation blocks, 2 something is unknown, unreadable or missing, 3 could not run."
        })
final class GateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "VERDICT", arity = "1..*", description = "A verdict.json.")
    private List<Path> verdicts;

    @Option(names = "--policy", paramLabel = "FILE", description = "Default: every violation blocks.")
    private Path policy;

    GateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Gate gate = new Gate(policy == null ? Policy.DEFAULT : new PolicyReader().read(policy), Clock.systemUTC());
        VerdictReader reader = new VerdictReader(
                name -> Profiles.names().contains(name) ? Optional.of(Profiles.read(name)) : Optional.empty());
        GateDecision decision = gate.decide(verdicts.stream().map(reader::read).toList());
        decision.reasons().forEach(shell::say);
        return decision.exitCode();
    }
}
