package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, in a project of its own with a Maven and a Java that only say what they were asked. */
class LauncherTest {
    private static final List<String> BASICS = List.of(
            "awk",
            "basename",
            "cat",
            "cp",
            "cut",
            "dirname",
            "env",
            "find",
            "flock",
            "getent",
            "grep",
            "head",
            "id",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep",
            "tail",
            "timeout",
            "touch",
            "tr",
            "uname");
    private static final List<String> SANDBOX = List.of("bwrap", "socat", "setpriv", "bindfs", "fusermount3");

    private static final String MAKES_ARCHIVES =
            "for a; do case $a in -XX:ArchiveClassesAtExit=*) echo archive >\"${a#*=}\";; esac; done; echo \"$@\"";
    private static final String FOR_CONTAINERS =
            "touchstone: preparing the class archive for containers (once), when this audit has ended\n";

    @TempDir
    Path scratch;

    private Path root;
    private Path bin;
    private Path jdk;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aProjectInADirectoryWithASpace() throws IOException {
        root = Files.createDirectories(scratch.resolve("some project"));
        bin = Files.createDirectories(scratch.resolve("bin"));
        Path script = Path.of(System.getProperty("touchstone.root")).resolve("touchstone");
        Files.copy(script, root.resolve("touchstone"));
        Path engine = Files.createDirectories(root.resolve("fixtures/engine"));
        Files.copy(script.resolveSibling("fixtures/engine/run"), engine.resolve("run"));
        for (String module : List.of("fixtures", "suites", "reports")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        setBackTheClockOf(root);
        for (String basic : BASICS) {
            program(bin.resolve(basic), "exec " + onThisMachine(basic) + " \"$@\""); // a link would be taken for a leak
        }
        for (String program : SANDBOX) {
            program(bin.resolve(program), "exit 0");
        }
        // What a build leaves, and what was asked of it.
        program(
                bin.resolve("mvn"),
                "echo \"mvn $*\" >>\"$PWD/mvn.log\"; mkdir -p reports/target; echo jar >reports/target/touchstone.jar");
        jdk = jdk("jdk", "17.0.15");
        environment.put("PATH", bin.toString());
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("HOME", scratch.toString());
    }

    @Test
    void theFirstStartBuildsAndThenRunsTheJar() throws Exception {
        Run run = touchstone("explain", "PRV-01");

        assertThat(run.err()).startsWith("touchstone: building (once; the first time Maven downloads what it needs)\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains("-Dtouchstone.root=" + root, root + "/reports/target/launcher/touchstone.jar")
                .endsWith("explain", "PRV-01");
        assertThat(builds()).hasSize(1);
        assertThat(builds().get(0)).endsWith("-Dmaven.test.skip=true package");
    }

    @Test
    void theNextStartBuildsNothing() throws Exception {
        touchstone("list");

        Run run = touchstone("list");

        assertThat(run.err()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aChangedSourceIsBuilt() throws Exception {
        touchstone("list");
        Files.writeString(root.resolve("suites/src/main/java/New.java"), "class New {}");

        touchstone("list");

        assertThat(builds()).hasSize(2);
    }

    @Test
    void aRemovedSourceIsBuilt() throws Exception {
        Path source = Files.writeString(root.resolve("suites/src/main/java/Old.java"), "class Old {}");
        setBackTheClockOf(root);
        touchstone("list");
        Files.delete(source);

        touchstone("list");

        assertThat(builds()).hasSize(2);
    }

    @Test
    void aFailedBuildShowsMavensErrors() throws Exception {
        program(bin.resolve("mvn"), "echo '[ERROR] New.java:[1,1] cannot find symbol'; exit 1");

        Run run = touchstone("list");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("[ERROR] New.java:[1,1] cannot find symbol\n")
                .endsWith("touchstone: the build failed; all of it is in " + root
                        + "/reports/target/launcher/build.log\n");
    }

    @Test
    void theExitCodeIsTheProgramsOwn() throws Exception {
        program(jdk.resolve("bin/java"), "exit 2");

        assertThat(touchstone("gate", "verdict.json").exitCode()).isEqualTo(2);
    }

    @Test
    void itIsFoundThroughASymbolicLinkAndFromElsewhere() throws Exception {
        Path link = Files.createSymbolicLink(bin.resolve("ts"), root.resolve("touchstone"));

        Run run = run(scratch, List.of("sh", link.toString(), "list"));

        assertThat(run.out()).contains("-Dtouchstone.root=" + root + "\n");
    }

    @Test
    void anUnsetHomeIsNoHindrance() throws Exception {
        environment.remove("HOME");

        assertThat(touchstone("list").exitCode()).isZero();
    }

    @Test
    void tooFewFilesForAnAuditAreSaidBeforehand() throws Exception {
        Run audit = withFewFiles("audit");

        assertThat(audit.exitCode()).isEqualTo(3);
        assertThat(audit.out()).isEmpty();
        assertThat(audit.err())
                .isEqualTo("touchstone: a process may open 1023 files here, which is too few:"
                        + " raise the limit to 1024 (ulimit -Hn), then run the command again\n");
        assertThat(withFewFiles("list").exitCode()).isZero();
    }

    private Run withFewFiles(String command) throws Exception {
        return run(
                root,
                List.of(
                        "sh",
                        "-c",
                        "ulimit -n 1023; exec sh \"$0\" \"$@\"",
                        root.resolve("touchstone").toString(),
                        command));
    }

    @Test
    void argumentsKeepTheirSpacesAndYesIsTheLaunchersOwn() throws Exception {
        Run run = touchstone("--yes", "audit", "my target.yaml");

        assertThat(run.out().lines()).endsWith("audit", "my target.yaml");
    }

    @Test
    void anOldJavaHomeIsPassedOverForTheJavaOnThePath() throws Exception {
        environment.put("JAVA_HOME", jdk("old", "11.0.2").toString());
        Files.createSymbolicLink(bin.resolve("java"), jdk("newer", "25.0.1").resolve("bin/java"));

        Run run = touchstone("list");

        assertThat(run.out().lines())
                .first()
                .isEqualTo(scratch.resolve("newer/bin/java").toString());
        assertThat(run.out()).contains("--sun-misc-unsafe-memory-access=allow\n");
    }

    @Test
    void withoutAJavaHomeTheJavaOnThePathIsTaken() throws Exception {
        environment.remove("JAVA_HOME");
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));

        Run run = touchstone("list");

        assertThat(run.out().lines()).first().isEqualTo(jdk.resolve("bin/java").toString());
    }

    @Test
    void java17IsNotToldOfOptionsThatItDoesNotKnow() throws Exception {
        assertThat(touchstone("list").out()).doesNotContain("--sun-misc");
    }

    @Test
    void anAuditMakesTheClassArchiveOnce() throws Exception {
        program(jdk.resolve("bin/java"), MAKES_ARCHIVES);

        Run first = touchstone("audit");
        Run second = touchstone("audit");

        assertThat(first.err()).contains("touchstone: preparing the class archive (once)\n");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("-XX:SharedArchiveFile=" + root + "/reports/target/launcher/classes-");
    }

    private void anEngineThatRuns() throws IOException {
        everyProgramOfTheTests();
        program(bin.resolve("docker"), "exit 0");
    }

    @Test
    void theFirstAuditOfAContainerLeavesAnArchiveForTheNext() throws Exception {
        anEngineThatRuns();
        program(jdk.resolve("bin/java"), MAKES_ARCHIVES);

        Run first = touchstone("audit", "container");
        Run second = touchstone("audit", "container");

        assertThat(first.err()).endsWith(FOR_CONTAINERS);
        assertThat(first.out()).contains("-XX:ArchiveClassesAtExit=").doesNotContain("-XX:SharedArchiveFile=");
        assertThat(second.err()).isEmpty();
        assertThat(second.out())
                .containsPattern("-XX:SharedArchiveFile=\\S.*-containers\\.jsa ")
                .doesNotContain("-XX:ArchiveClassesAtExit=");
        assertThat(archives()).hasSize(2).noneMatch(name -> name.matches(".*\\.jsa\\..*"));
    }

    @Test
    void anAuditOfNoContainerKeepsToItsOwnArchive() throws Exception {
        anEngineThatRuns();
        program(jdk.resolve("bin/java"), MAKES_ARCHIVES);
        touchstone("audit", "container");

        assertThat(touchstone("audit", "reference").out()).doesNotContain("-containers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only PRV-01", "--only=PRV-01", "--replay some.jsonl", "--replay=some.jsonl", "--help"})
    void anAuditThatAsksForLessLeavesNoArchive(String limit) throws Exception {
        anEngineThatRuns();
        program(jdk.resolve("bin/java"), MAKES_ARCHIVES);

        Run run = touchstone(("audit container " + limit).split(" "));

        assertThat(run.err()).doesNotContain("for containers");
        assertThat(run.out()).contains("-XX:SharedArchiveFile=").doesNotContain("-containers");
        assertThat(archives()).hasSize(1);
    }

    @Test
    void anAuditThatDidNotComeToAVerdictLeavesNoArchive() throws Exception {
        anEngineThatRuns();
        program(jdk.resolve("bin/java"), MAKES_ARCHIVES + "; case \"$*\" in *container*) exit 3;; esac");

        Run run = touchstone("audit", "container");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(archives()).hasSize(1);
        assertThat(touchstone("audit", "container").err()).isEqualTo(FOR_CONTAINERS);
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("reports/target/launcher"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".jsa"))
                    .toList();
        }
    }

    @Test
    void verifyIsMavensOwnWithItsArguments() throws Exception {
        for (String program : List.of(
                "node",
                "npm",
                "rg",
                "gcc",
                "aarch64-linux-gnu-gcc",
                "x86_64-linux-gnu-gcc",
                "qemu-aarch64",
                "chromium")) {
            program(bin.resolve(program), "exit 0");
        }
        user(1000); // root would start an engine that this machine has

        Run run = touchstone("verify", "-Dtouchstone.target=srt");

        assertThat(run.exitCode()).isZero();
        assertThat(builds()).singleElement().asString().endsWith("verify -Dtouchstone.target=srt");
    }

    @Test
    void theImageNeedsOtherProgramsThanAnAudit() throws Exception {
        touchstone("list");

        Run run = touchstone("image", "machine");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains(
                        "  mmdebstrap: fetches the packages of the machine's operating system\n",
                        "  qemu-utils: writes the image\n",
                        "  npm: installs the sandbox-runtime in it\n")
                .doesNotContain("maven", "bubblewrap")
                .endsWith(", then run the command again\n");
    }

    @Test
    void withoutAnEngineTheTestsDoWithoutContainersAndSaySo() throws Exception {
        everyProgramOfTheTests();
        program(bin.resolve("docker"), "exit 1");
        user(1000);

        Run run = touchstone("verify");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .endsWith("touchstone: there is no container engine: the tests that boot containers are left out\n");
    }

    @Test
    void continuousIntegrationLeavesNoContainerOut() throws Exception {
        everyProgramOfTheTests();
        program(bin.resolve("docker"), "exit 1");
        program(bin.resolve("dockerd"), "exit 1");
        user(1000);
        environment.put("CI", "true");

        Run run = touchstone("verify");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).endsWith("touchstone: there is no container engine, and CI leaves no test out\n");
        assertThat(root.resolve("mvn.log")).doesNotExist();
    }

    /** While it runs there is a file, which its end removes. */
    private void anEngineThatCanBeStarted() throws Exception {
        program(bin.resolve("docker"), "[ -e \"$HOME/engine\" ]");
        program(
                bin.resolve("dockerd"),
                "trap 'rm \"$HOME/engine\"; exit' TERM; touch \"$HOME/engine\"; while :; do sleep 0.1; done");
    }

    @Test
    void rootStartsAnEngineForTheRunAndStopsItAfterwards() throws Exception {
        assumeThat(Path.of("/run")).isWritable(); // the test's root need not be one
        everyProgramOfTheTests();
        anEngineThatCanBeStarted();
        program(jdk.resolve("bin/java"), "[ -e \"$HOME/engine\" ] && echo $DOCKER_HOST; exit 2");
        user(0);

        Run run = touchstone("audit", "container");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("touchstone: starting a container engine for this run; its images stay in " + root
                        + "/reports/target/launcher/engine\n");
        assertThat(run.out()).startsWith("unix:///run/touchstone-engine.");
        assertThat(scratch.resolve("engine")).doesNotExist();
        assertThat(Path.of(run.out().strip().substring("unix://".length())).getParent())
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prove", "prove --clean 20", "prove --only container", "prove --only=container-root"})
    void whatTriesContainersHasAnEngine(String command) throws Exception {
        assumeThat(Path.of("/run")).isWritable();
        everyProgramOfTheTests();
        anEngineThatCanBeStarted();
        program(jdk.resolve("bin/java"), "[ -e \"$HOME/engine\" ]");
        user(0);

        assertThat(touchstone(command.split(" ")).exitCode()).isZero();
        assertThat(scratch.resolve("engine")).doesNotExist();
    }

    @Test
    void anEngineThatDoesNotStartIsOneLine() throws Exception {
        assumeThat(Path.of("/run")).isWritable();
        everyProgramOfTheTests();
        program(bin.resolve("docker"), "exit 1");
        program(bin.resolve("dockerd"), "echo 'failed to start daemon: no cgroups' >&2; exit 1");
        user(0);

        Run run = touchstone("verify");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).endsWith("""
                touchstone: the container engine did not start: failed to start daemon: no cgroups
                touchstone: there is no container engine: the tests that boot containers are left out
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit reference",
                "prove --quick",
                "prove --quick --out container-run",
                "prove --only network",
                "prove --only=PRV-05"
            })
    void whoBootsNoContainerStartsNoEngine(String command) throws Exception {
        everyProgramOfTheTests();
        program(bin.resolve("docker"), "touch \"$HOME/asked\"; exit 1");
        program(bin.resolve("dockerd"), "touch \"$HOME/engine\"");
        user(0);

        assertThat(touchstone(command.split(" ")).exitCode()).isZero();
        assertThat(scratch.resolve("asked")).doesNotExist();
        assertThat(scratch.resolve("engine")).doesNotExist();
    }

    @Test
    void aTargetOfOnesOwnThatIsAContainerNeedsAnEngine() throws Exception {
        Path target = Files.writeString(scratch.resolve("mine.yaml"), "boot:\n  kind: container\n");
        user(1000);

        Run run = touchstone("audit", target.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("  docker.io: the engine that runs containers\n");
    }

    private void everyProgramOfTheTests() throws IOException {
        for (String program : List.of(
                "node",
                "npm",
                "rg",
                "gcc",
                "aarch64-linux-gnu-gcc",
                "x86_64-linux-gnu-gcc",
                "qemu-aarch64",
                "chromium",
                "mmdebstrap")) {
            program(bin.resolve(program), "exit 0");
        }
        for (String program : List.of("setsid", "setpriv", "ip", "sort", "rmdir")) {
            Files.deleteIfExists(bin.resolve(program));
            program(bin.resolve(program), "exec " + onThisMachine(program) + " \"$@\"");
        }
    }

    @Test
    void withoutAptItSaysWhatIsMissingAndWhy() throws Exception {
        Files.delete(bin.resolve("bwrap"));

        Run run = touchstone("audit");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("""
                touchstone: missing on this machine:
                  bubblewrap: the sandbox that is booted
                touchstone: this machine has no apt: install the equivalents of bubblewrap, then run the command again
                """);
        assertThat(root.resolve("reports/target")).doesNotExist();
    }

    @Test
    void aUserWhoCannotBeAskedIsToldTheCommand() throws Exception {
        Files.delete(bin.resolve("socat"));
        user(1000);
        program(bin.resolve("apt-get"), "echo installed >>\"$HOME/apt.log\"");
        program(bin.resolve("apt-cache"), "echo Package: $3");
        program(bin.resolve("sudo"), "exec \"$@\"");

        Run run = touchstone("audit");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .endsWith("touchstone: not root and nobody to ask: pass --yes, or run:"
                        + " sudo apt-get install -y --no-install-recommends socat\n");
        assertThat(scratch.resolve("apt.log")).doesNotExist();
    }

    @Test
    void everythingThatIsMissingIsAskedForAtOnce() throws Exception {
        Files.delete(bin.resolve("bwrap"));
        Files.delete(bin.resolve("mvn"));

        assertThat(touchstone("audit").err()).isEqualTo("""
                touchstone: missing on this machine:
                  bubblewrap: the sandbox that is booted
                  maven: builds the program
                touchstone: this machine has no apt: install the equivalents of bubblewrap maven, then run the command again
                """);
    }

    @Test
    void whatOnlyATestUsesIsNoHindrance() throws Exception {
        for (String program : List.of("node", "npm", "rg", "gcc", "aarch64-linux-gnu-gcc", "x86_64-linux-gnu-gcc")) {
            program(bin.resolve(program), "exit 0");
        }

        user(1000);

        Run run = touchstone("verify");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("docker.io: the engine that runs containers");
        assertThat(run.err()).contains("chromium: opens the report, with the network denied");
        assertThat(builds()).singleElement().asString().endsWith("verify");
    }

    @Test
    void mavenIsNotMissedWhenThereIsNothingToBuild() throws Exception {
        touchstone("list");
        Files.delete(bin.resolve("mvn"));

        assertThat(touchstone("list").exitCode()).isZero();
    }

    @Test
    void rootInstallsWithoutAskingAndGoesOn() throws Exception {
        Files.delete(bin.resolve("socat"));
        user(0);
        installerOf("socat");

        Run run = touchstone("audit");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("touchstone: installing socat\n");
        assertThat(Files.readString(scratch.resolve("apt.log")))
                .contains("install --quiet=2 --yes --no-install-recommends", "socat");
    }

    @Test
    void aPackageThatDoesNotBringItsProgramIsNotTriedForEver() throws Exception {
        Files.delete(bin.resolve("socat"));
        user(0);
        installerOf("something-else");

        Run run = touchstone("audit");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).endsWith("""
                touchstone: still missing after the installation:
                  socat: the tunnels out of the sandbox
                """);
    }

    @Test
    void anInstallationThatFailsIsShown() throws Exception {
        Files.delete(bin.resolve("socat"));
        user(0);
        program(
                bin.resolve("apt-get"),
                "[ \"$1\" = update ] || { echo 'E: Unable to fetch some archives'; exit 100; }");
        program(bin.resolve("apt-cache"), "echo Package: $3");

        Run run = touchstone("audit");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).endsWith("""
                E: Unable to fetch some archives
                touchstone: the packages could not be installed; by hand: apt-get install -y --no-install-recommends socat
                """);
    }

    private void user(int uid) throws IOException {
        Files.delete(bin.resolve("id"));
        program(bin.resolve("id"), "echo " + uid);
    }

    private void installerOf(String program) throws IOException {
        program(
                bin.resolve("apt-get"),
                "echo \"$@\" >>\"$HOME/apt.log\"; printf '#!/bin/sh\\n' >'" + bin + "/" + program + "'; "
                        + onThisMachine("chmod") + " 700 '" + bin + "/" + program + "'");
        program(bin.resolve("apt-cache"), "echo Package: $3");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(scratch.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/modules"), "");
        setBackTheClockOf(home.resolve("lib"));
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"any\"\nJAVA_VERSION=\"" + version + "\"\nOS=\"Linux\"\n");
        program(home.resolve("bin/java"), "for a in \"$0\" \"$@\"; do echo \"$a\"; done");
        program(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(root.resolve("mvn.log"));
    }

    private Run touchstone(String... arguments) throws Exception {
        return run(
                root,
                Stream.concat(Stream.of("sh", root.resolve("touchstone").toString()), Stream.of(arguments))
                        .toList());
    }

    private Run run(Path directory, List<String> command) throws Exception {
        Path out = scratch.resolve("out.txt");
        Path err = scratch.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Path onThisMachine(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(program + " is not on this machine"));
    }

    /** The file system's clock is coarse: what was just written would be no newer than what was just built. */
    private static void setBackTheClockOf(Path directory) throws IOException {
        FileTime anHourAgo = FileTime.from(Instant.now().minusSeconds(3600));
        try (Stream<Path> files = Files.walk(directory)) {
            files.forEach(file -> {
                try {
                    Files.setLastModifiedTime(file, anHourAgo);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private record Run(int exitCode, String out, String err) {}
}
