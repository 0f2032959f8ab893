package dev.touchstone.reports.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Finds programs on the PATH and runs them, for a short time and a short answer. */
final class Programs {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int ANSWER = 4096;

    /** Colours and the like, ECMA-48 control sequences; Maven writes them to whoever asks. */
    private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    private final List<Path> path;

    Programs(String path) {
        this.path = Arrays.stream(path.split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .map(Path::of)
                .toList();
    }

    Optional<Path> find(String name) {
        return path.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Present with the first line of its version, or else the given finding. */
    Finding look(String name, String versionOption, Finding otherwise) {
        return find(name)
                .map(file -> Finding.present(otherwise.what(), version(file, versionOption)))
                .orElse(otherwise);
    }

    private String version(Path file, String option) {
        Run run = run(List.of(file.toString(), option));
        String line = run.output()
                .lines()
                .map(text -> CONTROL_SEQUENCE.matcher(text).replaceAll("").strip())
                .filter(text -> text.matches(".*\\d+\\.\\d+.*"))
                .findFirst()
                .orElse("");
        return line.isEmpty() ? file.toString() : line;
    }

    /** Never fails: what cannot be started has exit code 127 and the reason as its output. */
    Run run(List<String> command) {
        List<String> resolved = new ArrayList<>(command);
        find(command.get(0)).ifPresent(file -> resolved.set(0, file.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(resolved).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Run(127, e.getMessage());
        }
        try {
            // Waits first: none of these says more than a pipe holds, and one that does is ended by the limit.
            boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                return new Run(124, "did not end within " + LIMIT.toSeconds() + " s");
            }
            try (InputStream output = process.getInputStream()) {
                return new Run(
                        process.exitValue(), new String(output.readNBytes(ANSWER), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            return new Run(126, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Run(130, "interrupted");
        } finally {
            List<ProcessHandle> descendants =
                    new ArrayList<>(process.descendants().toList());
            descendants.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** How a program ended, and the beginning of what it wrote. */
    record Run(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }

        String firstLine() {
            return output.lines().findFirst().orElse("no message");
        }
    }
}
