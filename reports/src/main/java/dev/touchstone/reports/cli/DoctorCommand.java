package dev.touchstone.reports.cli;

import dev.touchstone.reports.cli.doctor.Examination;
import dev.touchstone.reports.cli.doctor.Finding;
import dev.touchstone.reports.cli.doctor.Section;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Says for each kind of target what this machine has, what it lacks, and what to do.",
        footer = "Exit code: 0 when the reference sandbox can be audited here, else 3.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Examination examination = Examination.ofThisMachine();
        Section sandboxes = examination.sandboxes();
        List.of(
                        sandboxes,
                        examination.sandboxRuntime(),
                        examination.containers(),
                        examination.machines(),
                        examination.tests())
                .forEach(this::print);
        return sandboxes.lacksSomething() ? ExitCode.COULD_NOT_RUN : ExitCode.OK;
    }

    private void print(Section section) {
        shell.out().println(section.title());
        for (Finding finding : section.findings()) {
            String mark = switch (finding.state()) {
                case PRESENT -> "ok      ";
                case LIMITED -> "limited ";
                case MISSING -> "MISSING ";
            };
            shell.out().printf("  %s %-22s %s%n", mark, finding.what(), finding.detail());
            if (!finding.remedy().isEmpty()) {
                shell.out().printf("  %s %-22s → %s%n", " ".repeat(mark.length()), "", finding.remedy());
            }
        }
        shell.out().println();
    }
}
