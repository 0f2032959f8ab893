package dev.touchstone.reports.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A command as somebody types it: its exit code and what it wrote. */
record Typed(int exitCode, String out, String err) {

    /** Runs a command in a directory that stands for the project's. */
    static Typed in(Path root, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(stream(out), stream(err), false, false, 100, root, root);
        int exitCode = Touchstone.run(shell, arguments);
        shell.out().flush();
        shell.err().flush();
        return new Typed(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
