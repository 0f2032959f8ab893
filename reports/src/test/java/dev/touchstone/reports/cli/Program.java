package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.witness.HostProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, as ./touchstone starts it, with a temporary directory that nobody else uses. */
final class Program implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    /** The kernel needs a moment for what was killed. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private final Path directory;
    private final Process process;
    private final Leftovers leftovers;
    private final long startedNanos;

    private Program(Path directory, Process process, Leftovers leftovers, long startedNanos) {
        this.directory = directory;
        this.process = process;
        this.leftovers = leftovers;
        this.startedNanos = startedNanos;
    }

    /**
     * How it ended.
     *
     * @param left what it has left on this machine
     */
    record Ended(int exitCode, String out, String err, List<String> left) {}

    /**
     * Starts it.
     *
     * @param directory where it is started; gets the temporary directory {@code t}, which may be there from an earlier start
     * @param environment in addition to, or instead of, the caller's
     */
    static Program start(Path directory, Map<String, String> environment, List<String> arguments) throws IOException {
        return start(directory, environment, Touchstone.class, arguments);
    }

    /** As above, of another class that has a main method. */
    static Program start(Path directory, Map<String, String> environment, Class<?> main, List<String> arguments)
            throws IOException {
        Path temporary = directory.resolve("t");
        Files.createDirectories(temporary);
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT", // a shell has its background jobs ignore it, Maven among them
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-Dtouchstone.root=" + System.getProperty("touchstone.root"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        Map<String, String> variables = new HashMap<>(builder.environment());
        variables.putAll(environment);
        variables.put("XDG_RUNTIME_DIR", temporary.toString());
        variables.put(Leftovers.MARKER, temporary.toString());
        // env(1) has to be found before it can set a path without anything on it.
        if (environment.containsKey("PATH")) {
            builder.command().add(2, "PATH=" + environment.get("PATH"));
            variables.put("PATH", System.getenv("PATH"));
        }
        builder.environment().clear();
        builder.environment().putAll(variables);
        long started = System.nanoTime();
        Process process = builder.start();
        HostProcess program = HostProcess.of(process.pid()).orElseThrow();
        return new Program(directory, process, new Leftovers(temporary, program), started);
    }

    /** Waits until it has written this to stderr. */
    void awaitStderr(String text, Duration limit) throws IOException {
        while (!Files.readString(directory.resolve("err")).contains(text)) {
            if (!process.isAlive()
                    || Duration.ofNanos(System.nanoTime() - startedNanos).compareTo(limit) > 0) {
                throw new AssertionError(
                        "no \"" + text + "\" on stderr, but: " + Files.readString(directory.resolve("err")));
            }
            look();
        }
        leftovers.look();
    }

    /** Lets it run for so long, or to its end. */
    void pause(Duration time) {
        long begun = System.nanoTime();
        while (process.isAlive() && Duration.ofNanos(System.nanoTime() - begun).compareTo(time) < 0) {
            look();
        }
    }

    /** @param name such as INT */
    void signal(String name) throws IOException {
        wait(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start(), Duration.ofSeconds(10));
    }

    /** Waits for its end. */
    Ended end(Duration limit) throws IOException {
        long begun = System.nanoTime();
        while (process.isAlive()) {
            if (Duration.ofNanos(System.nanoTime() - begun).compareTo(limit) > 0) {
                throw new AssertionError("still running after " + limit.toSeconds() + " s; it wrote to stderr: "
                        + Files.readString(directory.resolve("err")));
            }
            look();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(directory.resolve("out")),
                Files.readString(directory.resolve("err")),
                leftovers.after(AFTERWARDS));
    }

    /** For its end by SIGKILL, after which files may stay. */
    List<String> processesLeftAfter(Duration patience) {
        return leftovers.processesAfter(patience);
    }

    private void look() {
        leftovers.look();
        try {
            process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void wait(Process helper, Duration limit) {
        try {
            if (!helper.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                helper.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
