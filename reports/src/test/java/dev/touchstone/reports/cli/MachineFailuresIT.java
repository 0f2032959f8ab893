package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.fixtures.witness.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A machine that does not come up, or is lost on the way, through the command line: one line says why, the exit code is 3, and
 * nothing stays on this host, neither processes nor disks nor sockets.
 */
@Tag("boots")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MachineFailuresIT {
    private static final int COULD_NOT_RUN = 3;
    /** For a boot and half an audit on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Path TARGET = Path.of(System.getProperty("touchstone.root"), "targets", "machine-strict.yaml");
    /** More than a machine asks for before it boots. */
    private static final String ROOM = "320m";

    private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        for (String program : List.of("qemu-system-aarch64", "qemu-img", "mmdebstrap")) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
            require(there, program + " is not installed");
        }
        // Short, for the sockets in it.
        directory = Files.createTempDirectory("tm");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private static void require(boolean holds, String otherwise) {
        assertThat(holds || !"true".equals(System.getenv("CI")))
                .as(otherwise + ", and CI has to run this test")
                .isTrue();
        Assumptions.assumeTrue(holds, otherwise);
    }

    @AfterEach
    void clean() throws IOException {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    private Program audit(Consumer<ObjectNode> change, String... arguments) throws IOException {
        ObjectNode tree = new TargetReader(Clock.systemUTC()).tree(TARGET).deepCopy();
        change.accept((ObjectNode) tree.put("name", "mine").get("boot"));
        new YAMLMapper().writeValue(directory.resolve("mine.yaml").toFile(), tree);
        return Program.start(
                directory,
                Map.of(),
                Stream.concat(Stream.of("audit", "mine.yaml", "--out", "out-of-it"), Arrays.stream(arguments))
                        .toList());
    }

    /** Progress is not told to what is no terminal but for areas and the boot. */
    private static String lastLine(Program.Ended ended) {
        List<String> lines = ended.err().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static void expect(Program.Ended ended, String line) {
        assertThat(lastLine(ended))
                .matches("touchstone: the (target mine did not boot|audit could not be finished): .*");
        assertThat(lastLine(ended)).contains(line);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.exitCode()).isEqualTo(COULD_NOT_RUN);
    }

    private static void expectNothingLeft(Program.Ended ended) {
        assertThat(ended.left()).as("what is left").isEmpty();
    }

    @Test
    void aKernelThatDoesNotBoot() throws IOException {
        Files.write(directory.resolve("kernel"), new byte[4096]);
        try (Program program = audit(boot -> {
            ((ObjectNode) boot.get("kernel")).put("image", "kernel");
            ((ObjectNode) boot.get("limits")).put("kernel", 3);
        })) {
            Program.Ended ended = program.end(LIMIT);

            expect(
                    ended,
                    "did not boot: its kernel did not start the first process within 3 s (boot.limits.kernel);"
                            + " its console is silent");
            expectNothingLeft(ended);
        }
    }

    @Test
    void aGuestThatNeverOpensItsChannel() throws IOException {
        try (Program program = audit(boot -> {
            ((ObjectNode) boot.get("kernel"))
                    .putArray("arguments")
                    .add("init=/bin/sh")
                    .add("--")
                    .add("-c")
                    .add("echo touchstone-init: stage witness;sleep 1000".replace(" ", "${IFS}"));
            ((ObjectNode) boot.get("limits")).put("channel", 3);
        })) {
            Program.Ended ended = program.end(LIMIT);

            expect(ended, "did not boot: no executor answered on the machine's channel (boot.limits.channel): ");
            expectNothingLeft(ended);
        }
    }

    @Test
    void aQemuThatIsKilledHalfWay() throws IOException {
        try (Program program = audit(boot -> {})) {
            program.awaitStderr("booted in", LIMIT);
            List<HostProcess> killed = machines();
            killed.forEach(HostProcess::kill);

            Program.Ended ended = program.end(LIMIT);

            assertThat(killed).hasSize(1);
            expect(ended, "could not be finished: the machine of the target mine is lost: QEMU was killed by SIGKILL");
            expectNothingLeft(ended);
        }
    }

    private List<HostProcess> machines() {
        return HostProcess.all().stream()
                .filter(each -> each.hasVariable(
                        Leftovers.MARKER, directory.resolve("t").toString()))
                .filter(each -> commandLine(each).startsWith("/usr/bin/qemu-system-"))
                .toList();
    }

    private static String commandLine(HostProcess process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The machine's disks are files of this host; the machine writes within a second after it was changed. */
    @Test
    void aHostsDiskThatIsFullHalfWay() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("t"));
        require(run("mount", "-t", "tmpfs", "-o", "mode=0711,size=" + ROOM, "tmpfs", temporary.toString()), "no tmpfs");
        try (Program program = audit(
                boot -> ((ObjectNode) boot.get("kernel")).putArray("arguments").add("rootflags=commit=1"),
                "--only",
                "isolation,sessions,processes")) {
            program.awaitStderr("booted in", LIMIT);
            Path filling = temporary.resolve("filling");
            run("fallocate", "-l", ROOM, filling.toString());
            run("sh", "-c", "cat /dev/zero >>" + filling);

            Program.Ended ended = program.end(LIMIT);

            // Either disk may be the first to find no room.
            expect(ended, "is lost: a disk of it failed: critical medium error, dev nvme");
            assertThat(lastLine(ended)).contains("; 0 MiB are free in " + temporary);
            assertThat(ended.left()).containsExactlyInAnyOrder("mount " + temporary, "file " + filling);
        } finally {
            run("umount", temporary.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readNBytes(4096);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor() == 0;
    }
}
