package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.load.Load;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.output.ReportDirectory;
import dev.touchstone.reports.prove.FalseAlarmsJson;
import dev.touchstone.reports.prove.FalseAlarmsSummary;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.mutants.CleanRuns;
import dev.touchstone.suites.mutants.FalseAlarms;
import dev.touchstone.suites.mutants.Prover;
import dev.touchstone.suites.run.AuditRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Audits unbroken targets many times, and reports on what is said against them. */
final class CleanRunning {
    private static final String FILE = "clean.json";

    private final Shell shell;
    private final Path out;
    private final CleanProgress progress;

    CleanRunning(Shell shell, Path out) {
        this.shell = shell;
        this.out = out;
        this.progress = new CleanProgress(shell);
    }

    /**
     * @param quick leave out those that do not run on this host as it is
     * @param times how often each is audited
     * @param load keep the machine busy meanwhile
     * @return the exit code
     */
    int run(Set<String> names, boolean quick, int times, boolean load) {
        try (Interruption interruption = Interruption.announcedOn(shell, progress);
                ReportDirectory directory = ReportDirectory.into(out, List.of(FILE))) {
            List<FalseAlarms> alarms = alarms(names, quick, times, load);
            interruption.stopHereIfInterrupted();
            directory.conclude(FILE, new FalseAlarmsJson().write(alarms, load));
            shell.out().print(FalseAlarmsSummary.of(alarms, load ? "under load" : ""));
            shell.out().flush();
            return alarms.stream().allMatch(each -> each.count() == 0) ? ExitCode.OK : ExitCode.VIOLATED;
        }
    }

    private List<FalseAlarms> alarms(Set<String> names, boolean quick, int times, boolean load) {
        try (RunDirectory run = RunDirectory.open();
                progress) {
            TargetReader reader = new TargetReader(Clock.systemUTC());
            Prover prover = new Prover(run, new TargetCatalogue(shell.targets()), reader, Suites.catalogue());
            List<Target> targets = targets(names, quick, prover);
            Load busy = load ? Load.on(run) : Load.NONE;
            int atATime = Runtime.getRuntime().availableProcessors();
            try (CleanRuns runs = new CleanRuns(prover, atATime, CleanRunning::waived)) {
                return targets.stream()
                        .map(target -> {
                            progress.begin(target.name(), times);
                            return runs.of(target, times, progress::ended);
                        })
                        .toList();
            } finally {
                busy.close();
            }
        }
    }

    private static Set<String> waived(AuditRun run) {
        return Judge.judge(run, Clock.systemUTC()).having(Outcome.WAIVED).stream()
                .map(JudgedProperty::id)
                .collect(Collectors.toSet());
    }

    private List<Target> targets(Set<String> names, boolean quick, Prover prover) {
        List<Target> targets = new ArrayList<>();
        for (String name : names) {
            Target target = prover.target(name);
            if (!quick || prover.isOfThisHost(target)) {
                Optional<String> missing = prover.missing(target);
                missing.ifPresent(why -> shell.say(name + " is left out: " + why));
                if (missing.isEmpty()) {
                    targets.add(target);
                }
            }
        }
        if (targets.isEmpty()) {
            throw new Complaint("no target is left to audit on this machine");
        }
        return targets;
    }
}
