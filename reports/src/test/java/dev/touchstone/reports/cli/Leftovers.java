package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.witness.HostProcess;
import dev.touchstone.fixtures.witness.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program leaves on this machine: processes, mounts, and files with sockets among them. Processes are known by a marker
 * in their environment; one that was seen below the program while it ran stays known also when it has neither the marker nor
 * its parents any more. So it has to be looked at from time to time.
 */
final class Leftovers {
    /** The variable to start the program with; its value is the path of the temporary directory. */
    static final String MARKER = "TOUCHSTONE_TEST";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Path temporary;
    private final ProcessTree tree;

    /**
     * @param temporary the program's temporary directory, and nobody else's
     * @param program the program, just started
     */
    Leftovers(Path temporary, HostProcess program) {
        this.temporary = temporary;
        this.tree = new ProcessTree(program);
    }

    /** Notices what the program has started. */
    void look() {
        tree.alive();
    }

    /** What is there now, the program itself included; waits for the kernel to be done, but not longer than this. */
    List<String> after(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> found = found();
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            pause();
            found = found();
        }
        return found;
    }

    /** As {@link #after}, but only the processes. */
    List<String> processesAfter(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> found = processes();
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            pause();
            found = processes();
        }
        return found;
    }

    private List<String> found() {
        List<String> found = new ArrayList<>(processes());
        found.addAll(mounts());
        found.addAll(files());
        return found;
    }

    private List<String> processes() {
        List<HostProcess> known = tree.alive();
        return HostProcess.all().stream()
                .filter(each -> !each.ended())
                .filter(each -> known.stream().anyMatch(other -> other.pid() == each.pid())
                        || each.hasVariable(MARKER, temporary.toString()))
                .map(each -> "process " + each.pid() + " " + commandLine(each))
                .toList();
    }

    private static String commandLine(HostProcess process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "that has just ended";
        }
    }

    /** man 5 proc_pid_mountinfo: the fifth field is the mount point. */
    private List<String> mounts() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(" ")[4])
                    .filter(point -> point.startsWith(temporary.toString()))
                    .map(point -> "mount " + point)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> files() {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(file -> !file.equals(temporary))
                    .map(file -> "file " + file)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of("files that are just being removed: " + e.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
