package dev.touchstone.suites.system;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Facts.FileStatus;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.FileFlags;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds and starts programs of the image. What they print is evidence of their version, and of nothing else. */
final class Programs {
    static final String DID_NOT_START = "did not start";

    /** Most programs know the first (GNU coding standards), socat(1) the second only. */
    private static final List<String> OPTIONS = List.of("--version", "-V");

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MAX_OUTPUT = 4096;

    private final Set<String> directories;
    private final FileStatuses files;

    private Programs(Set<String> directories, FileStatuses files) {
        this.directories = directories;
        this.files = files;
    }

    /** Looks for programs of these names, wherever they may be. */
    static Programs named(Facts facts, Collection<String> names) {
        Set<String> directories = directories(facts);
        List<String> paths = directories.stream()
                .flatMap(directory -> names.stream().map(name -> directory + "/" + name))
                .toList();
        return new Programs(directories, facts.fileStatuses(paths));
    }

    private static Set<String> directories(Facts facts) {
        Set<String> directories = new LinkedHashSet<>();
        String path = facts.environment(facts.self()).getOrDefault("PATH", "");
        for (String directory : path.split(":")) {
            if (directory.startsWith("/")) {
                directories.add(directory);
            }
        }
        directories.addAll(List.of(
                "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/go/bin"));
        return directories;
    }

    /**
     * The path of an executable file of this name.
     *
     * @param name one of those that were looked for
     */
    Optional<String> find(String name) {
        return directories.stream()
                .map(directory -> directory + "/" + name)
                .filter(path -> files.of(path).filter(Programs::isExecutable).isPresent())
                .findFirst();
    }

    private static boolean isExecutable(FileStatus file) {
        return (file.mode() & 0111) != 0 || file.type() == FileFlags.S_IFLNK;
    }

    /** The first line that the program prints when asked for its version, or {@link #DID_NOT_START} and why. */
    String version(Guest guest, String name) {
        Optional<String> program = find(name);
        if (program.isEmpty()) {
            return DID_NOT_START + ": not found";
        }
        String answer = "";
        for (String option : OPTIONS) {
            answer = answer(guest, program.get(), option);
            if (!answer.startsWith(DID_NOT_START)) {
                return answer;
            }
        }
        return answer;
    }

    private static String answer(Guest guest, String program, String option) {
        Batch.Builder make = Batch.inline();
        Batch.Buffer ends = make.output(8);
        Batch.Step piped = make.call(Syscall.PIPE2, ends, 0);
        Batch.Step readEnd = make.load(ends, 4);
        Batch.Step writeEnd = make.load(ends.address(4), 4);
        Answer made = guest.ask(make.build());
        if (made.result(piped).failed()) {
            return DID_NOT_START + ": no pipe, " + made.result(piped).describe();
        }
        long reading = made.result(readEnd).value();
        long writing = made.result(writeEnd).value();
        try {
            String failure = run(guest, program, option, writing);
            close(guest, writing);
            writing = -1;
            String output = read(guest, reading);
            return failure.isEmpty() ? output.lines().findFirst().orElse("") : DID_NOT_START + ": " + failure;
        } finally {
            if (writing >= 0) {
                close(guest, writing);
            }
            close(guest, reading);
        }
    }

    private static String run(Guest guest, String program, String option, long output) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step nothing = batch.call(Syscall.OPENAT, -100, batch.text("/dev/null"), 0, 0);
        batch.call(Syscall.DUP3, nothing, 0, 0);
        batch.call(Syscall.DUP3, output, 1, 0);
        batch.call(Syscall.DUP3, output, 2, 0);
        Batch.Buffer vector = batch.inOut(new byte[24]);
        batch.store(vector, 8, batch.text(program));
        batch.store(vector.address(8), 8, batch.text(option));
        Batch.Buffer environment = batch.inOut(new byte[16]);
        batch.store(environment, 8, batch.text("PATH=/usr/local/bin:/usr/bin:/bin"));
        Batch.Step execute = batch.call(Syscall.EXECVE, batch.text(program), vector, environment);
        Answer answer = guest.ask(batch.build());
        if (answer.reached(execute)) {
            return answer.result(execute).describe();
        }
        return answer.ending().equals(new Answer.Ending.Exited(0))
                ? ""
                : answer.ending().describe();
    }

    /** What lies in the pipe: its writers have ended, or are our own. */
    private static String read(Guest guest, long descriptor) {
        Batch.Builder batch = Batch.inChild(Duration.ofSeconds(2));
        Batch.Buffer buffer = batch.output(MAX_OUTPUT);
        Batch.Step read = batch.call(Syscall.READ, descriptor, buffer, MAX_OUTPUT);
        Answer answer = guest.ask(batch.build());
        Result result = answer.result(read);
        return result.failed() ? "" : new String(answer.bytes(buffer, result.value()), StandardCharsets.UTF_8);
    }

    private static void close(Guest guest, long descriptor) {
        Batch.Builder batch = Batch.inline();
        batch.call(Syscall.CLOSE, descriptor);
        guest.ask(batch.build());
    }
}
