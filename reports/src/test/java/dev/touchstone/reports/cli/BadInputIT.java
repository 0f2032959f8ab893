package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.reports.verdict.VerdictFile;
import dev.touchstone.reports.verdict.VerdictReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything that can be wrong with what an audit is given, through the command line: the exit code, the line that says what is
 * wrong, the time that it takes, and that nothing stays on the machine. As many at a time as there are processors.
 */
@Tag("boots")
class BadInputIT {
    private static final int CONFORMANT = 0;
    private static final int VIOLATED = 1;
    private static final int UNDETERMINED = 2;
    private static final int COULD_NOT_RUN = 3;
    private static final int INTERRUPTED = 128 + 2; // by SIGINT

    /** For starting the program on a busy machine, and for an audit. */
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** Seconds for a launch on a busy machine; and the fewest for those that use them up. */
    private static final int PATIENCE = 30;

    private static final int LITTLE_PATIENCE = 2;
    /** From a signal to the end. */
    private static final Duration TO_END = Duration.ofSeconds(10);

    private static final String INTERRUPTION = "touchstone: interrupted: closing what was started\n";
    private static final String ADVICE =
            "; boot.command has to end up running {executor} inside with its stdin and stdout"
                    + " connected (boot.timeout limits how long that may take)";

    private final ExecutorService side =
            Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final TargetCatalogue targets =
            new TargetCatalogue(Path.of(System.getProperty("touchstone.root")).resolve("targets"));
    private final List<DynamicTest> tests = new ArrayList<>();
    private Path base;

    @BeforeEach
    void prepare() throws IOException {
        // Short, for the sockets in it; and the sandbox's user has to get through.
        base = Files.createTempDirectory("tb");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void clean() throws IOException {
        side.shutdownNow();
        try (Stream<Path> files = Files.walk(base)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What one of them does, in a directory of its own. */
    private interface Attempt {
        void in(Path directory) throws IOException;
    }

    private void begin(String name, Attempt attempt) throws IOException {
        Path directory = Files.createDirectory(base.resolve("" + tests.size()));
        Future<?> done = side.submit(() -> {
            attempt.in(directory);
            return null;
        });
        tests.add(DynamicTest.dynamicTest(name, () -> {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new AssertionError(name + ": " + e.getCause().getMessage(), e.getCause());
            }
        }));
    }

    /** It says this line, and nothing else, and ends with exit code 3. */
    private void refused(String name, String file, String line, String... arguments) throws IOException {
        begin(name, directory -> {
            Files.writeString(directory.resolve("mine.yaml"), file);
            expectRefusal(run(directory, Map.of(), arguments), line.replace("{directory}", directory.toString()));
        });
    }

    /** A launch by this script does not boot, for a reason that nobody has to wait for. */
    private void unbootable(String name, String script, String line) throws IOException {
        unbootable(name, PATIENCE, script, line);
    }

    private void unbootable(String name, int timeout, String script, String line) throws IOException {
        begin(name, directory -> {
            command(directory, timeout, script);
            Program.Ended ended = run(directory, Map.of(), "./mine.yaml");
            expectRefusal(ended, "the target mine did not boot: " + line);
        });
    }

    private static void expectRefusal(Program.Ended ended, String line) {
        assertThat(ended.err()).isEqualTo("touchstone: " + line + "\n");
        assertThat(ended.out()).isEmpty();
        assertThat(ended.exitCode()).isEqualTo(COULD_NOT_RUN);
        assertThat(ended.left()).as("what is left").isEmpty();
    }

    private static Program.Ended run(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        try (Program program =
                audit(directory, environment, Stream.concat(Stream.of("--quiet"), Stream.of(arguments)))) {
            return program.end(LIMIT);
        }
    }

    private static Program audit(Path directory, Map<String, String> environment, Stream<String> arguments)
            throws IOException {
        List<String> all =
                Stream.concat(Stream.of("audit", "--out", "report"), arguments).toList();
        return Program.start(directory, environment, all);
    }

    private static Verdict verdict(Path directory) {
        VerdictFile file = new VerdictReader().read(directory.resolve("report/verdict.json"));
        assertThat(file).isInstanceOf(VerdictFile.Readable.class);
        return ((VerdictFile.Readable) file).verdict();
    }

    /** A target mine.yaml of kind command that is launched by this script. */
    private static void command(Path directory, String script) throws IOException {
        command(directory, PATIENCE, script);
    }

    private static void command(Path directory, int timeout, String script) throws IOException {
        Path launch = Files.writeString(directory.resolve("launch.sh"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(launch, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("mine.yaml"), COMMAND + "  timeout: " + timeout + "\n");
    }

    private static final String COMMAND = """
            name: mine
            profile: cowork-1
            boot:
              kind: command
              command: [./launch.sh, "{executor}"]
            """;

    private static String waiver(String property, String expires) {
        return COMMAND + "waivers:\n  - {property: " + property
                + ", reason: no mirror here, owner: platform-team, expires: " + expires + "}\n";
    }

    @TestFactory
    List<DynamicTest> whateverIsWrong() throws IOException {
        signals();
        launches();
        files();
        surroundings();
        return tests;
    }

    private void files() throws IOException {
        refused(
                "an unknown target",
                COMMAND,
                "unknown target \"refrence\" (did you mean reference?); expected a path to a YAML file or one of: "
                        + String.join(", ", targets.names()),
                "refrence");
        refused(
                "malformed YAML",
                "name: mine\nprofile: [cowork-1\nboot: {kind: command\n",
                "mine.yaml:3:5: malformed YAML: while parsing a flow sequence, expected ',' or ']', but got :",
                "mine.yaml");
        refused(
                "a file that is too large",
                "name: mine\n#" + "x".repeat(5_000_000),
                "mine.yaml: larger than 1 MiB, the most that is read",
                "mine.yaml");
        refused(
                "an unknown key",
                COMMAND + "  timout: 3\n",
                "mine.yaml:6:3: unknown key \"timout\" in boot (did you mean timeout?); expected one of: kind, command, user,"
                        + " pty, prepare, agent, filters, timeout",
                "mine.yaml");
        refused(
                "an unknown profile",
                COMMAND.replace("cowork-1", "cowork-l"),
                "mine.yaml: unknown profile \"cowork-l\" (did you mean cowork-1?); expected one of: cowork-1,"
                        + " cowork-1-hardened, cowork-2",
                "mine.yaml");
        refused(
                "a waiver for an unknown property",
                waiver("ABC-01", "2026-12-31"),
                "mine.yaml:7:16: waiver for ABC-01, which profile cowork-1 does not have"
                        + " (see `touchstone list --profile cowork-1`)",
                "mine.yaml");
        refused(
                "an address on the allow list",
                COMMAND + "egress: {allow: [127.0.0.1]}\n",
                "{directory}/mine.yaml: egress: not a host name, nor *. and a host name: \"127.0.0.1\"; addresses cannot be"
                        + " allowed",
                "mine.yaml");
        begin("an expired waiver", directory -> {
            command(directory, "exec \"$1\"");
            Files.writeString(directory.resolve("mine.yaml"), waiver("OS-01", "2025-01-31"));
            Program.Ended ended = run(directory, Map.of(), "mine.yaml", "--only", "OS-01");
            assertThat(ended.out()).isEqualTo("NONCONFORMANT mine report/verdict.json\n");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.exitCode()).isEqualTo(VIOLATED);
            assertThat(ended.left()).as("what is left").isEmpty();
            assertThat(verdict(directory).properties())
                    .filteredOn(property -> property.outcome() == Outcome.VIOLATES)
                    .singleElement()
                    .satisfies(property -> assertThat(property.message())
                            .isEqualTo(
                                    "the waiver of OS-01 by platform-team expired after 2025-01-31: renew it or remove it"
                                            + " (its reason was: no mirror here)"));
        });
    }

    private void surroundings() throws IOException {
        begin("no bwrap", directory -> {
            Path empty = Files.createDirectory(directory.resolve("empty"));
            expectRefusal(
                    run(directory, Map.of("PATH", empty.toString()), "reference"),
                    "bwrap is not installed, and a target of kind bubblewrap needs it: install it"
                            + " (Debian and Ubuntu: apt-get install bubblewrap)");
        });
        for (String address : List.of("127.0.0.1:23999", "tcp://a b", "fd://")) {
            String line = "no container engine: DOCKER_HOST is " + address
                    + ", which is no address of an engine; set it to unix:///PATH or tcp://HOST:PORT";
            begin("an audit by the engine " + address, directory -> {
                expectRefusal(run(directory, Map.of("DOCKER_HOST", address), "container"), line);
            });
        }
        begin("a doctor who is to find an engine at no address", directory -> {
            try (Program program = Program.start(directory, Map.of("DOCKER_HOST", "fd://"), List.of("doctor"))) {
                Program.Ended ended = program.end(LIMIT);
                assertThat(ended.err()).isEmpty();
                assertThat(ended.out())
                        .contains(
                                "  limited  container engine       no container engine: DOCKER_HOST is fd://, which is no"
                                        + " address of an engine\n",
                                "→ set it to unix:///PATH or tcp://HOST:PORT\n",
                                "Tests (./touchstone verify)");
                assertThat(ended.exitCode()).isEqualTo(CONFORMANT);
            }
        });
        begin("an observer that there is not", directory -> {
            Path socket = Files.createFile(directory.resolve("docker.sock"));
            expectRefusal(
                    run(
                            directory,
                            Map.of("DOCKER_HOST", "unix://" + socket, "TOUCHSTONE_OBSERVER", "yes"),
                            "container"),
                    "TOUCHSTONE_OBSERVER is yes, which means nothing: the only value that it can have is container");
        });
        begin("a file where the reports should go", directory -> {
            command(directory, "exec \"$1\"");
            Path file = Files.writeString(directory.resolve("report"), "");
            expectRefusal(
                    run(directory, Map.of(), "mine.yaml"),
                    "--out " + file + ": cannot be written to: " + file
                            + " is not a directory; choose another directory");
        });
    }

    private void launches() throws IOException {
        unbootable(
                "a launch that exits at once",
                "echo 'no such option: --jail' >&2; exit 7",
                "the guest closed the channel before its greeting; its process exited with status 7 and wrote to stderr:"
                        + " no such option: --jail");
        unbootable(
                "a launch that never answers, and does not end when asked to",
                LITTLE_PATIENCE,
                "trap '' TERM INT HUP; while :; do sleep 1; done",
                "the guest did not greet within 2000 ms; its process is still there" + ADVICE);
        unbootable(
                "a launch that answers garbage",
                "echo Welcome; exec sleep 1000",
                "the first bytes from the guest are not the executor's greeting: \"Welcome\\n\"" + ADVICE);
        unbootable(
                "a launch that answers endlessly",
                "printf TOUCHSTN; exec cat /dev/zero",
                "the guest speaks version 0 of the executor's protocol, this side version 1" + ADVICE);
        unbootable(
                "a launch that complains at length",
                3 * LITTLE_PATIENCE,
                "yes | head -c 2000000 >&2; echo complaint >&2; exec sleep 1000",
                "the guest did not greet within 6000 ms; its process is still there; it wrote to stderr: y / y / complaint"
                        + ADVICE);
        unbootable(
                "a launch that leaves a daemon with its stdout behind",
                "setsid sleep 1000 & exit 3",
                "the guest closed the channel before its greeting; its process exited with status 3 and wrote nothing to"
                        + " stderr");
        begin("a launch that dies in the middle of a batch", directory -> {
            // Nothing confines this executor: what it answers is violated. So it dies before it has answered anything.
            command(directory, "tee asked | \"$1\" | { dd bs=1 count=600 2>/dev/null; kill -9 $$; }");
            Program.Ended ended = run(directory, Map.of(), "mine.yaml", "--only", "PRV-03");
            assertThat(ended.out()).isEqualTo("UNDETERMINED mine report/verdict.json\n");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.exitCode()).isEqualTo(UNDETERMINED);
            assertThat(ended.left()).as("what is left").isEmpty();
            assertThat(verdict(directory).properties())
                    .filteredOn(property -> property.id().equals("PRV-03"))
                    .singleElement()
                    .satisfies(
                            property -> assertThat(property.checks())
                                    .isNotEmpty()
                                    .allSatisfy(
                                            check -> assertThat(check.message())
                                                    .isEqualTo(
                                                            "could not be determined: the guest closed the channel in the middle of its"
                                                                    + " answer; its process was killed by SIGKILL and wrote nothing to stderr")));
            expectNothingInTmp(directory, 0); // which it was to be asked for by SES-05 only
        });
    }

    private void signals() throws IOException {
        begin("Ctrl-C before anything is booted", directory -> {
            for (int millis = 100; millis < 1200; millis += 200) {
                try (Program program = audit(directory, Map.of(), Stream.of("--quiet", "reference"))) {
                    program.pause(Duration.ofMillis(millis));
                    program.signal("INT");
                    Program.Ended ended = program.end(TO_END);
                    // On a busy machine the JVM itself may not be up yet: how it ends then is not the program's doing.
                    if (!ended.out().startsWith("Error occurred during initialization of VM")) {
                        assertThat(ended.out()).isEmpty();
                        assertThat(ended.err()).isIn("", INTERRUPTION);
                        assertThat(ended.exitCode()).isEqualTo(INTERRUPTED);
                    }
                    assertThat(ended.left())
                            .as("what is left %d ms after the start", millis)
                            .isEmpty();
                }
            }
        });
        begin("Ctrl-C while the reference is asked", directory -> {
            try (Program program = audit(directory, Map.of(), Stream.of("reference"))) {
                program.awaitStderr("booted in", LIMIT);
                interrupt(program);
            }
        });
        begin("Ctrl-C while a launch is waited for", directory -> {
            command(directory, "setsid sleep 1000 & exec sleep 1000");
            Files.writeString(directory.resolve("mine.yaml"), COMMAND + "  timeout: 60\n");
            try (Program program = audit(directory, Map.of(), Stream.of("mine.yaml"))) {
                program.awaitStderr("booting mine", LIMIT);
                interrupt(program);
            }
        });
        begin("Ctrl-C while a target is prepared", directory -> {
            command(directory, "exec \"$1\"");
            Files.writeString(
                    directory.resolve("mine.yaml"),
                    COMMAND + "  prepare: [sh, -c, \"sleep 1000 & echo begun; wait\"]\n");
            try (Program program = audit(directory, Map.of(), Stream.of("mine.yaml"))) {
                program.awaitStderr("begun", LIMIT);
                interrupt(program);
            }
        });
        begin("SIGKILL, and another run", directory -> {
            try (Program program = audit(directory, Map.of(), Stream.of("reference"))) {
                program.awaitStderr("booted in", LIMIT);
                program.signal("KILL");
                assertThat(program.processesLeftAfter(TO_END))
                        .as("processes of the reference")
                        .isEmpty();
            }
            Program.Ended next = run(directory, Map.of(), "reference", "--only", "OS-04");
            assertThat(next.err()).isEmpty();
            assertThat(next.exitCode()).isEqualTo(CONFORMANT);
            assertThat(next.left()).as("what is left").isEmpty();
        });
        begin("SIGKILL of a run whose launch leaves a daemon behind, and another run", directory -> {
            command(directory, "setsid sleep 1000 </dev/null >/dev/null 2>&1 & tee -a asked | \"$1\"");
            try (Program program = audit(directory, Map.of(), Stream.of("mine.yaml"))) {
                Awaitility.await("the scratch file has been asked for")
                        .atMost(LIMIT)
                        .until(() -> !markers(directory).isEmpty());
                program.signal("KILL");
            }
            Program.Ended next = run(directory, Map.of(), "mine.yaml", "--only", "SES-05");
            assertThat(next.err()).isEmpty();
            assertThat(next.left()).as("what is left of both").isEmpty();
            expectNothingInTmp(directory, 2);
        });
    }

    /** Where nothing confines the executor, what it is asked to leave in /tmp is on this host. */
    private static void expectNothingInTmp(Path directory, int runs) throws IOException {
        assertThat(markers(directory)).hasSize(runs).noneMatch(Files::exists);
    }

    private static Set<Path> markers(Path directory) throws IOException {
        Path asked = directory.resolve("asked");
        if (!Files.exists(asked)) {
            return Set.of();
        }
        return Pattern.compile("/tmp/touchstone-[0-9a-f]{16}")
                .matcher(Files.readString(asked, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> Path.of(found.group()))
                .collect(Collectors.toSet());
    }

    private static void interrupt(Program program) throws IOException {
        program.signal("INT");
        Program.Ended ended = program.end(TO_END);
        assertThat(ended.err()).endsWith(INTERRUPTION).containsOnlyOnce("interrupted");
        assertThat(ended.out()).isEmpty();
        assertThat(ended.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(ended.left()).as("what is left").isEmpty();
    }
}
