package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.touchstone.reports.cli.ForwardedEngine.Content;
import dev.touchstone.reports.testing.RemoteAttachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Audits by an engine that is somewhere else as far as anybody can tell: what can be said, what cannot, and what is left there. */
@Tag("boots")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemoteEngineIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PLAIN = "touchstone/cowork-base";

    /** What somebody outside has to see, or a control has to show. */
    private static final Set<String> WITNESSED = Set.of(
            "MEM-03", "OS-04", "ISO-02", "ISO-03", "ISO-04", "ISO-05", "ISO-06", "ISO-07", "ISO-08", "ISO-09", "PRV-01",
            "PRV-02", "PRV-03", "PRV-05", "PRV-07", "NET-03", "NET-04", "PRC-05", "SES-03", "SES-04", "CON-05");

    /** What the proxies of this machine, or bindfs on the engine's, would have to be there for. */
    private static final Set<String> SUPPLIED = Set.of("NET-01", "NET-02", "NET-05", "NET-06", "SES-02");

    /** What the inside shows alone, or the engine says. */
    private static final Set<String> SHOWN_INSIDE = Set.of(
            "OS-05", "ISO-01", "ISO-10", "PRV-04", "PRC-01", "PRC-02", "PRC-03", "PRC-04", "AGT-01", "AGT-02", "AGT-03",
            "SES-01", "SES-05", "CON-02", "CON-03", "CON-04", "CON-06");

    /** What it takes a path to the engine's volumes for that the container's user had. */
    private static final Set<String> OUT_OF_REACH = Set.of("ISO-07", "SES-03", "SES-04");

    /** What it takes the proxies or the canaries for, beside somebody outside. */
    private static final Set<String> UNREACHED = Set.of("NET-03", "NET-04");

    private static final String UNSEEN =
            "; run touchstone there (TOUCHSTONE_OBSERVER=container has one more container look at its machine)";

    private static ForwardedEngine engine;

    @TempDir
    Path directory;

    private Content before;

    @BeforeAll
    static void forward() throws IOException {
        engine = ForwardedEngine.start();
    }

    @BeforeEach
    void look() {
        before = Content.now();
    }

    private void expectNothingLeft() {
        assertThat(Content.now()).as("what the engine has").isEqualTo(before);
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    @Order(1) // makes the image, and its base
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theDocumentedContainerIsUndeterminedWhereOnlySomebodyThereCouldTell() throws IOException {
        JsonNode verdict = audit(
                engine.unseen(),
                2,
                Duration.ofMinutes(12),
                "audit",
                "container",
                "--quiet",
                "--out",
                directory + "/out");

        Map<String, Set<String>> ids = ids(verdict);
        assertThat(ids).doesNotContainKey("VIOLATES");
        Set<String> expected = new TreeSet<>(WITNESSED);
        expected.addAll(SUPPLIED);
        assertThat(ids.get("UNDETERMINED")).isEqualTo(expected);
        assertThat(ids.get("CONFORMS")).isEqualTo(new TreeSet<>(SHOWN_INSIDE));
        String where = "the engine is at " + engine.address() + ", on another machine or in a virtual one: ";
        assertThat(reasons(verdict, "ISO-02", "UNDETERMINED"))
                .containsExactly(
                        "could not be determined: " + where + "nobody here sees its processes, and a control that runs"
                                + " here says nothing of the kernel there" + UNSEEN);
        assertThat(reasons(verdict, "PRV-01", "UNDETERMINED"))
                .allMatch(reason ->
                        reason.contains(where) && reason.endsWith(UNSEEN + " (inside: 1 × EACCES, 37 × EPERM)"));
        assertThat(reasons(verdict, "NET-05", "UNDETERMINED"))
                .containsOnly(
                        "could not be determined: " + where
                                + "its containers have no way to the proxies and canaries of this machine; run touchstone there");
        assertThat(reasons(verdict, "SES-02", "UNDETERMINED"))
                .containsExactly(
                        "could not be determined: a folder that is granted without delete (work) takes bindfs, which"
                                + " the harness has on its own machine only: files can be deleted in it");
        assertThat(verdict.get("notes").toString())
                .contains(where
                        + "what takes somebody who sees its processes from outside, a control beside the sandbox, or the"
                        + " proxies of this machine is undetermined" + UNSEEN);
    }

    @Test
    @Order(2)
    void aFurtherContainerThereSeesWhatSomebodyOutsideHasTo() throws IOException {
        JsonNode verdict =
                audit(engine.environment(), 2, LIMIT, "audit", "container", "--quiet", "--out", directory + "/out");

        Map<String, Set<String>> ids = ids(verdict);
        assertThat(ids).doesNotContainKey("VIOLATES");
        Set<String> undetermined = new TreeSet<>(SUPPLIED);
        undetermined.addAll(OUT_OF_REACH);
        undetermined.addAll(UNREACHED);
        assertThat(ids.get("UNDETERMINED")).isEqualTo(undetermined);
        Set<String> seen = new TreeSet<>(WITNESSED);
        seen.removeAll(OUT_OF_REACH);
        seen.removeAll(UNREACHED);
        assertThat(ids.get("CONFORMS")).containsAll(seen).containsAll(SHOWN_INSIDE);
        String where = "the engine is at " + engine.address() + ", on another machine or in a virtual one: ";
        assertThat(reasons(verdict, "SES-03", "UNDETERMINED"))
                .containsExactly(
                        "could not be determined: " + where + "the same user does not get at the folder outside the"
                                + " sandbox either (EACCES), so that this proves nothing");
        assertThat(verdict.get("notes").toString())
                .contains(where
                        + "its machine is looked at by a further container, which shares that machine's namespaces");
        expectNothingLeft();
    }

    @Test
    @Order(3)
    void whatTheInsideProvesIsViolated() throws IOException {
        Files.writeString(directory.resolve("open.yaml"), """
                name: open
                profile: cowork-2
                boot:
                  kind: container
                  image: {name: %s}
                  seccomp: unconfined
                  namespaces: {network: none, pid: host, ipc: host, uts: host}
                """.formatted(PLAIN));

        JsonNode verdict = audit(
                engine.unseen(), 1, LIMIT, "audit", directory + "/open.yaml", "--quiet", "--out", directory + "/out");

        Map<String, Set<String>> ids = ids(verdict);
        assertThat(ids.get("VIOLATES"))
                .contains(
                        "PRV-01", "PRV-02", "PRV-03", "PRV-05", "PRV-07", "ISO-03", "ISO-06", "ISO-10", "MEM-03",
                        "CON-05");
        assertThat(ids.get("CONFORMS")).doesNotContainAnyElementsOf(WITNESSED).doesNotContainAnyElementsOf(SUPPLIED);
        assertThat(reasons(verdict, "PRV-03", "VIOLATES"))
                .anyMatch(reason -> reason.startsWith("no filter refuses anything"))
                .anyMatch(reason -> reason.contains("runs with Seccomp: 0"));
        assertThat(reasons(verdict, "ISO-03", "VIOLATES"))
                .anyMatch(reason -> reason.startsWith("the sandbox is in the first pid namespace of its machine"));
        assertThat(reasons(verdict, "CON-05", "VIOLATES"))
                .anyMatch(reason ->
                        reason.startsWith("the container is in namespaces that its machine began with: ipc, pid, uts"));
        assertThat(reasons(verdict, "ISO-10", "VIOLATES"))
                .anyMatch(reason -> reason.startsWith("/ is not mounted read-only"));
        expectNothingLeft();
    }

    @Test
    @Order(4)
    void whatAKilledRunHasLeftThereIsRemovedByTheNext() throws IOException {
        try (Program program = Program.start(
                Files.createDirectory(directory.resolve("k")),
                engine.environment(),
                List.of("audit", "container", "--out", directory + "/out"))) {
            program.awaitStderr("booted in", LIMIT);
            program.signal("KILL");
        }
        assertThat(Content.now().volumes())
                .as("left by the killed run")
                .hasSizeGreaterThan(before.volumes().size());

        Path image = new ImageTarget(PLAIN, "cowork-2").writeInto(directory);
        audit(
                engine.environment(),
                1,
                LIMIT,
                "audit",
                image.toString(),
                "--only",
                "PRV-01",
                "--quiet",
                "--out",
                directory + "/out");

        expectNothingLeft();
    }

    @Test
    @Order(5)
    void aContainerThatSomebodyHasStartedThereIsAudited() throws IOException {
        try (Program program = Program.start(
                Files.createDirectory(directory.resolve("a")),
                engine.unseen(),
                RemoteAttachment.class,
                List.of(PLAIN, "PRV-01", "PRV-02", "PRV-03", "PRC-05", "CON-04", "CON-05", "SES-01"))) {
            Program.Ended ended = program.end(LIMIT);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines().filter(line -> !line.contains("NOT_APPLICABLE")))
                    .containsExactlyInAnyOrder(
                            "PRV-01 VIOLATES",
                            "PRV-02 VIOLATES",
                            "PRV-03 UNDETERMINED",
                            "PRC-05 VIOLATES",
                            "CON-04 UNDETERMINED",
                            "CON-05 VIOLATES",
                            "SES-01 UNDETERMINED");
            assertThat(ended.exitCode()).isZero();
        }
        expectNothingLeft();
    }

    private JsonNode audit(Map<String, String> environment, int status, Duration limit, String... arguments)
            throws IOException {
        Path run = Files.createDirectories(directory.resolve("r"));
        try (Program program = Program.start(run, environment, List.of(arguments))) {
            Program.Ended ended = program.end(limit);
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(status);
            assertThat(ended.left()).isEmpty();
        }
        return JsonMapper.builder()
                .build()
                .readTree(directory.resolve("out/verdict.json").toFile());
    }

    private static Map<String, Set<String>> ids(JsonNode verdict) {
        Map<String, Set<String>> ids = new TreeMap<>();
        verdict.get("properties")
                .forEach(property -> ids.computeIfAbsent(property.get("outcome").asText(), outcome -> new TreeSet<>())
                        .add(property.get("id").asText()));
        return ids;
    }

    /** The first lines of the messages of a property's checks that came out so. */
    private static Set<String> reasons(JsonNode verdict, String id, String outcome) {
        Set<String> reasons = new TreeSet<>();
        for (JsonNode property : verdict.get("properties")) {
            if (property.get("id").asText().equals(id)) {
                property.get("checks").forEach(check -> {
                    if (check.get("outcome").asText().equals(outcome)) {
                        reasons.add(check.get("message")
                                .asText()
                                .lines()
                                .findFirst()
                                .orElse(""));
                    }
                });
            }
        }
        return reasons;
    }
}
