package dev.touchstone.reports.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "touchstone",
        description = "Says which documented properties of an AI agent's sandbox hold.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "verify sets up what is missing and runs `mvn verify`; it is part of the launcher ./touchstone.",
            "Exit codes: 0 conformant, 1 violated, 2 undetermined, 3 could not run."
        })
public final class Touchstone implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    private Touchstone(Shell shell) {
        this.shell = shell;
    }

    public static void main(String[] arguments) {
        Shell shell = Shell.ofProcess();
        int code = run(shell, arguments);
        shell.out().flush();
        shell.err().flush();
        System.exit(code);
    }

    /** Runs one command to its end and gives the exit code; never throws. */
    static int run(Shell shell, String... arguments) {
        Failures failures = new Failures(shell);
        try {
            return commandLine(shell, failures, arguments).execute(arguments);
        } catch (RuntimeException | Error e) {
            return failures.report(e, false);
        }
    }

    /** Only the command that is named, where one is: reading the annotations of all takes longer than most of them. */
    private static CommandLine commandLine(Shell shell, Failures failures, String... arguments) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("audit", () -> new AuditCommand(shell));
        commands.put("prove", () -> new ProveCommand(shell));
        commands.put("list", () -> new ListCommand(shell));
        commands.put("explain", () -> new ExplainCommand(shell));
        commands.put("targets", () -> new TargetsCommand(shell));
        commands.put("doctor", () -> new DoctorCommand(shell));
        commands.put("gate", () -> new GateCommand(shell));
        commands.put("image", () -> new ImageCommand(shell));
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        CommandLine root = new CommandLine(new Touchstone(shell));
        commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        return root.setOut(new PrintWriter(shell.out(), true))
                .setErr(new PrintWriter(shell.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(shell.colour() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Without a command: says which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(shell.err());
        return ExitCode.COULD_NOT_RUN;
    }
}
