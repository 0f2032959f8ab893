package dev.touchstone.suites.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documented machine answered about its processor, memory, disks and operating system, judged on any host, as it is and
 * with one thing changed in it.
 *
 * <p>The recording answers the questions that were asked when it was made. Where a suite of these areas asks something else, make it
 * anew, in the project's directory:
 *
 * <pre>
 * ./touchstone audit machine-strict --only cpu,memory,storage,system --record machine-strict.jsonl
 * sed 's|"file":"[^"]*&#47;targets/|"file":"targets/|' machine-strict.jsonl |
 *     gzip -9n &gt;suites/src/test/resources/recordings/machine-strict.jsonl.gz
 * </pre>
 */
class RecordedMachineTest {
    private static final String RECORDING = "/recordings/machine-strict.jsonl.gz";
    private static final Set<String> AREAS = Set.of("cpu", "memory", "storage", "system");
    /** What the image lacks where it is made of Debian; the target waives it. */
    private static final Set<String> OF_THE_IMAGE = Set.of("OS-01", "OS-02", "OS-03", "OS-06");
    /** AESE V0, V1 and its neighbours, as a recording spells the machine code. */
    private static final String AESE = " H(N";

    private static final String MACHINE_ANEW = "record the machine anew, see RecordedMachineTest";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void theDocumentedMachine() throws IOException {
        AuditRun run = replay(recorded());

        assertThat(with(run, Status.BROKEN)).as(MACHINE_ANEW).isEmpty();
        assertThat(with(run, Status.FAILED)).isEqualTo(OF_THE_IMAGE);
        assertThat(with(run, Status.PASSED)).hasSizeGreaterThanOrEqualTo(22).contains("CPU-12", "MEM-03", "STO-05");
        assertThat(run.target().name()).isEqualTo("machine-strict");
    }

    @Test
    void anotherCounterIsFound() throws IOException {
        AuditRun run = replay(everywhere("BogoMIPS\t: 48.00", "BogoMIPS\t: 96.00"));

        assertThat(violated(run)).containsExactly("CPU-03");
    }

    @Test
    void aFeatureThatIsNotListedThoughItWorksIsFound() throws IOException {
        AuditRun run = replay(everywhere(" paca ", " qaca "));

        assertThat(violated(run)).containsExactly("CPU-10");
        assertThat(messages(run, "CPU-10"))
                .anySatisfy(message -> assertThat(message)
                        .startsWith("the declarations of paca disagree: /proc/cpuinfo lists paca for no processor,"
                                + " AT_HWCAP bit 30 is set"))
                .anySatisfy(message -> assertThat(message).startsWith("paca disagrees with its declaration: "));
    }

    @Test
    void anInstructionThatDoesSomethingElseIsFound() throws IOException {
        AuditRun run = replay(where(line -> line.path("asked").toString().contains(AESE), line -> {
            ArrayNode contents = (ArrayNode) line.get("contents");
            byte[] result = Base64.getDecoder().decode(contents.get(0).asText());
            result[0] ^= 1;
            contents.set(0, Base64.getEncoder().encodeToString(result));
            return line;
        }));

        assertThat(violated(run)).containsExactly("CPU-04");
        assertThat(messages(run, "CPU-04"))
                .singleElement()
                .satisfies(message -> assertThat(message).startsWith("aes disagrees with its declaration: "));
    }

    @Test
    void lessMemoryIsFound() throws IOException {
        AuditRun run = replay(everywhere("MemTotal:        403", "MemTotal:        203"));

        assertThat(violated(run)).containsExactly("MEM-01", "MEM-02");
    }

    @Test
    void aSessionDiskThatIsMountedOtherwiseIsFound() throws IOException {
        AuditRun run = replay(everywhere(" - ext4 /dev/nvme1n1 ", " - ext2 /dev/nvme1n1 "));

        assertThat(violated(run)).containsExactly("STO-03");
    }

    @Test
    void anotherHostNameIsFound() throws IOException {
        AuditRun run = replay(everywhere("\0claude\0", "\0cloude\0"));

        assertThat(violated(run)).containsExactly("OS-04");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void oneThingThatIsOtherwiseIsFoundByItsProperty(String property, UnaryOperator<ObjectNode> change)
            throws IOException {
        assertThat(violated(replay(change))).containsExactly(property);
    }

    /** What no model of a processor, no disk and no sandbox that QEMU or bubblewrap makes is without. */
    static Stream<Arguments> oneThingThatIsOtherwiseIsFoundByItsProperty() {
        return Stream.of(
                Arguments.of("CPU-01", everywhere("\0aarch64\0", "\0riscv64\0")),
                Arguments.of("CPU-05", everywhere(" sha1 ", " shaX ")),
                Arguments.of("CPU-06", everywhere(" sha2 ", " shaX ")),
                Arguments.of("CPU-09", everywhere(" atomics ", " atomicX ")),
                Arguments.of("STO-01", where(asks("/sys/dev/block/259:2/../size"), everywhere("20971520", "10485760"))),
                Arguments.of("STO-05", everywhere(" /sessions ro,nosuid,", " /sessions ro,noexec,")),
                Arguments.of("OS-05", where(asks("/usr/bin/cargo"), RecordedMachineTest::anExecutableFile)));
    }

    private static Predicate<JsonNode> asks(String path) {
        return line -> line.path("asked").toString().contains(" \\\"" + path + "\\\"");
    }

    /** As statx(2) describes it: struct statx of linux/stat.h. */
    private static ObjectNode anExecutableFile(ObjectNode line) {
        ByteBuffer file = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x7ff); // stx_mask: all that is asked for
        file.putShort(28, (short) 0100755); // stx_mode
        line.set("results", MAPPER.createArrayNode().add(0));
        line.set("contents", MAPPER.createArrayNode().add(Base64.getEncoder().encodeToString(file.array())));
        return line;
    }

    private static Set<String> with(AuditRun run, Status status) {
        return run.results().stream()
                .filter(result -> result.status() == status)
                .map(CheckResult::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> violated(AuditRun run) {
        Set<String> violated = with(run, Status.FAILED);
        violated.removeAll(OF_THE_IMAGE);
        return violated;
    }

    private static List<String> messages(AuditRun run, String property) {
        return run.results().stream()
                .filter(result -> result.property().equals(property) && result.status() == Status.FAILED)
                .map(CheckResult::message)
                .toList();
    }

    private AuditRun replay(UnaryOperator<ObjectNode> change) throws IOException {
        List<String> recorded = recorded();
        List<String> changed = new ArrayList<>();
        for (String line : recorded) {
            ObjectNode node = (ObjectNode) MAPPER.readTree(line);
            changed.add(node.has("results") ? MAPPER.writeValueAsString(change.apply(node)) : line);
        }
        assertThat(changed).as(MACHINE_ANEW).isNotEqualTo(recorded);
        return replay(changed);
    }

    private AuditRun replay(List<String> lines) throws IOException {
        Path recording = Files.write(directory.resolve("recording.jsonl"), lines);
        ReplayedAudit replay = ReplayedAudit.read(recording, new TargetReader(Clock.systemUTC()));
        return new Audit(Suites.catalogue())
                .run(
                        new AuditRequest(
                                replay.target(),
                                replay.digest(),
                                Profiles.read(replay.target().profile()),
                                AREAS,
                                replay::sandbox,
                                AuditRequest.DEFAULT_LIMIT),
                        AuditListener.NONE);
    }

    private static List<String> recorded() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(RecordedMachineTest.class.getResourceAsStream(RECORDING)),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static UnaryOperator<ObjectNode> where(Predicate<JsonNode> condition, UnaryOperator<ObjectNode> change) {
        return line -> condition.test(line) ? change.apply(line) : line;
    }

    /** Changes what was read inside, to something of the same length: the answer says how long it is. */
    private static UnaryOperator<ObjectNode> everywhere(String text, String with) {
        assertThat(with).hasSameSizeAs(text);
        return where(line -> line.get("from").asText().equals("inside"), line -> {
            ArrayNode contents = MAPPER.createArrayNode();
            for (JsonNode content : line.get("contents")) {
                byte[] before = Base64.getDecoder().decode(content.asText());
                String after = new String(before, StandardCharsets.ISO_8859_1).replace(text, with);
                contents.add(Base64.getEncoder().encodeToString(after.getBytes(StandardCharsets.ISO_8859_1)));
            }
            return line.set("contents", contents);
        });
    }
}
