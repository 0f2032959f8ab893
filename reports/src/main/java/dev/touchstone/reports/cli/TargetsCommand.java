package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetException;
import dev.touchstone.fixtures.target.TargetReader;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "targets",
        description = "Lists the sandboxes that ship with the project: name, kind, profile, file.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
final class TargetsCommand implements Callable<Integer> {
    private final Shell shell;

    TargetsCommand(Shell shell) {
        this.shell = shell;
    }

    /** One broken file does not hide the others. */
    @Override
    public Integer call() {
        TargetCatalogue catalogue = new TargetCatalogue(shell.targets());
        TargetReader reader = new TargetReader(Clock.systemUTC());
        int exitCode = ExitCode.OK;
        for (String name : catalogue.names()) {
            try {
                Target target = reader.read(catalogue.file(name));
                shell.out()
                        .printf(
                                "%-14s %-11s %-20s %s%n",
                                name, target.boot().kind().label(), target.profile(), shell.show(target.file()));
            } catch (TargetException e) {
                e.getMessage().lines().forEach(shell::say);
                exitCode = ExitCode.COULD_NOT_RUN;
            }
        }
        return exitCode;
    }
}
