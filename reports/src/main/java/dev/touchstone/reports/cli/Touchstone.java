package dev.touchstone.reports.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "touchstone", mixinStandardHelpOptions = true)
public final class Touchstone implements Runnable {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Touchstone()).execute(arguments));
    }

    @Override
    public void run() {}
}
