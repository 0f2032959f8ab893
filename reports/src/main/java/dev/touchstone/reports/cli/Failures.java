package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.document.DocumentException;
import dev.touchstone.fixtures.document.Nearest;
import dev.touchstone.fixtures.egress.OutsideWorldException;
import dev.touchstone.fixtures.guest.RecordingException;
import dev.touchstone.fixtures.image.ImageException;
import dev.touchstone.fixtures.target.TargetException;
import dev.touchstone.reports.output.ReportException;
import dev.touchstone.reports.verdict.JudgeException;
import dev.touchstone.suites.mutants.MutantException;
import dev.touchstone.suites.profile.ProfileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ends a command early into one clear line on stderr and exit code 3. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Shell shell;

    Failures(Shell shell) {
        this.shell = shell;
    }

    /** A wrong command line. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        boolean top = command.getParent() == null;
        Optional<String> unknown = top ? unknownCommand(e) : Optional.empty();
        if (unknown.isPresent()) {
            List<String> commands = List.copyOf(command.getSubcommands().keySet());
            shell.say("no such command: " + unknown.get()
                    + Nearest.to(unknown.get(), commands)
                            .map(name -> " (did you mean " + name + "?)")
                            .orElse(""));
            shell.say("the commands are " + String.join(", ", commands) + "; see touchstone --help");
        } else {
            shell.say(firstLine(e.getMessage()));
            shell.say("see " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.COULD_NOT_RUN;
    }

    private static Optional<String> unknownCommand(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream().findFirst().filter(word -> !word.startsWith("-"))
                : Optional.empty();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        boolean verbose = parsed.hasMatchedOption("--verbose")
                || parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--verbose");
        return report(e, verbose);
    }

    /** Also for what picocli does not catch, such as running out of memory. */
    int report(Throwable e, boolean verbose) {
        describe(e).lines().forEach(shell::say);
        if (verbose) {
            e.printStackTrace(shell.err());
            shell.err().flush();
        }
        return ExitCode.COULD_NOT_RUN;
    }

    private static String describe(Throwable e) {
        if (e instanceof UncheckedIOException unchecked) {
            return describe(unchecked.getCause());
        }
        if (e instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return "access denied: " + denied.getFile();
        }
        if (e instanceof TargetException
                || e instanceof ProfileException
                || e instanceof MutantException
                || e instanceof DocumentException) {
            return e.getMessage(); // a line for each problem
        }
        if (e instanceof Complaint
                || e instanceof BootException
                || e instanceof ImageException
                || e instanceof OutsideWorldException
                || e instanceof JudgeException
                || e instanceof ReportException
                || e instanceof RecordingException
                || e instanceof IOException) {
            return firstLine(e.getMessage());
        }
        StackTraceElement[] trace = e.getStackTrace();
        return "internal error: " + e.getClass().getSimpleName()
                + (e.getMessage() == null ? "" : ": " + firstLine(e.getMessage()))
                + (trace.length == 0 ? "" : " at " + trace[0])
                + "; --verbose shows where it comes from";
    }

    private static String firstLine(String message) {
        return message == null
                ? "no message"
                : message.strip().lines().findFirst().orElse("no message");
    }
}
