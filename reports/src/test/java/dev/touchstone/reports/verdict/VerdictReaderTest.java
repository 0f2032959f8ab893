package dev.touchstone.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.reports.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictReaderTest {
    private static final Runs RUNS = Runs.everyOutcome();

    private final VerdictReader reader = new VerdictReader(
            name -> Optional.of(RUNS.profile()).filter(profile -> profile.name().equals(name)));
    private final Verdict verdict = Judge.judge(RUNS.run(), Runs.CLOCK);

    @TempDir
    private Path directory;

    private VerdictFile read(String content) {
        try {
            return reader.read(Files.writeString(directory.resolve("verdict.json"), content));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String reason(String content) {
        VerdictFile file = read(content);
        assertThat(file).isInstanceOf(VerdictFile.Unreadable.class);
        String reason = ((VerdictFile.Unreadable) file).reason();
        assertThat(reason).doesNotContain("\n");
        return reason;
    }

    private String reason(Consumer<ObjectNode> change) {
        ObjectNode tree = (ObjectNode) new VerdictJson().tree(verdict);
        change.accept(tree);
        return reason(tree.toString());
    }

    private static ObjectNode property(ObjectNode tree, int index) {
        return (ObjectNode) tree.get("properties").get(index);
    }

    @Test
    void readsWhatWasWritten() {
        assertThat(read(new VerdictJson().write(verdict)))
                .isEqualTo(new VerdictFile.Readable(directory.resolve("verdict.json"), verdict));
    }

    @Test
    void readsVerdictsOfEveryConclusion() {
        for (Runs runs : new Runs[] {
            new Runs().property("PRV-01").passed("PRV-01").digest(null),
            new Runs().property("PRV-01"),
            new Runs().unseen("CPU-01", "cpu", "not shown").waiver("CPU-01", "2026-01-01"),
            new Runs().property("PRV-01").property("PRV-02").passed("PRV-02").only("PRV-02")
        }) {
            Verdict other = Judge.judge(runs.run(), Runs.CLOCK);
            VerdictReader itsReader = new VerdictReader(name -> Optional.of(runs.profile()));
            Path file = directory.resolve("other.json");
            assertThat(writeAndRead(itsReader, file, other)).isEqualTo(new VerdictFile.Readable(file, other));
        }
    }

    private static VerdictFile writeAndRead(VerdictReader reader, Path file, Verdict verdict) {
        try {
            Files.writeString(file, new VerdictJson().write(verdict));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return reader.read(file);
    }

    @Test
    void toleratesFieldsOfALaterVersion() {
        ObjectNode tree = (ObjectNode) new VerdictJson().tree(verdict);
        tree.put("later", 1);
        property(tree, 0).put("later", 1);
        assertThat(read(tree.toString())).isInstanceOf(VerdictFile.Readable.class);
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThat(reader.read(directory.resolve("nowhere.json")))
                .isEqualTo(new VerdictFile.Unreadable(directory.resolve("nowhere.json"), "no such file"));
        assertThat(reader.read(directory))
                .isEqualTo(new VerdictFile.Unreadable(directory, "is a directory; name the verdict.json in it"));
    }

    @Test
    void refusesWhatIsNotJson() throws IOException {
        assertThat(reason("")).isEqualTo("is empty");
        assertThat(reason("{\"schema\": "))
                .startsWith("is not JSON: Unexpected end-of-input")
                .contains("line 1");
        assertThat(reason("{\"schema\": 1, \"schema\": 2}")).startsWith("is not JSON: Duplicate field 'schema'");
        assertThat(reason(new VerdictJson().write(verdict) + "{}")).startsWith("is not JSON: ");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(reader.read(binary)).isEqualTo(new VerdictFile.Unreadable(binary, "is not UTF-8 text"));
    }

    @Test
    void refusesWhatIsNotAVerdict() {
        assertThat(reason("[]")).startsWith("is not a verdict: ");
        assertThat(reason("{}")).contains("schema").contains("more)");
        assertThat(reason(tree -> tree.put("schema", "touchstone.verdict/2")))
                .isEqualTo("is not a verdict: /schema must be the constant value 'touchstone.verdict/1'");
        assertThat(reason(tree -> tree.putArray("properties"))).contains("/properties");
        assertThat(reason(tree -> property(tree, 0).put("outcome", "FINE"))).contains("/properties/0/outcome");
        assertThat(reason(tree -> tree.put("started", "yesterday"))).startsWith("is not a verdict: ");
    }

    @Test
    void refusesCountsThatDoNotAddUp() {
        assertThat(reason(tree -> ((ObjectNode) tree.get("counts")).put("VIOLATES", 0)))
                .isEqualTo("contradicts itself: it counts 0 VIOLATES, its properties are 1");
    }

    @Test
    void refusesAWordThatThePropertiesContradict() {
        assertThat(reason(tree -> tree.put("verdict", "CONFORMANT")))
                .isEqualTo("contradicts itself: it says CONFORMANT, its properties say NONCONFORMANT");
    }

    @Test
    void refusesAnOutcomeThatTheChecksContradict() {
        assertThat(reason(tree -> property(tree, 1).put("outcome", "CONFORMS")))
                .isEqualTo("contradicts itself: PRV-02 is CONFORMS, the worst of its checks is VIOLATES");
        assertThat(reason(tree -> property(tree, 0).putArray("checks")))
                .isEqualTo("contradicts itself: PRV-01 is CONFORMS without a single check");
    }

    @Test
    void refusesMissingSurplusAndRepeatedProperties() {
        assertThat(reason(tree -> {
                    ((ArrayNode) tree.get("properties")).remove(1);
                    ((ObjectNode) tree.get("counts")).put("VIOLATES", 0);
                    tree.put("verdict", "UNDETERMINED");
                }))
                .isEqualTo("lacks PRV-02, which profile cowork-1 has");
        assertThat(reason(tree -> property(tree, 0).put("id", "XXX-01")))
                .isEqualTo("lists XXX-01, which profile cowork-1 does not have");
        assertThat(reason(tree -> property(tree, 0).put("id", "PRV-02"))).isEqualTo("lists PRV-02 twice");
        assertThat(reason(tree -> tree.put("profile", "mine")))
                .isEqualTo("judges by profile mine, which is unknown here");
    }

    @Test
    void readsWithinBounds() throws IOException {
        Path large = directory.resolve("large");
        try (var channel = Files.newByteChannel(
                large, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(VerdictReader.LIMIT);
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {'}'}));
        }
        assertThat(reader.read(large)).isEqualTo(new VerdictFile.Unreadable(large, "is larger than 16 MiB"));
    }
}
