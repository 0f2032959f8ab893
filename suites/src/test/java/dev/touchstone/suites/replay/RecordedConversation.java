package dev.touchstone.suites.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The lines of a recording, to be changed: what a line says is JSON, what was read is in it in base64. */
record RecordedConversation(List<ObjectNode> lines) {
    static final String ANEW =
            "where a suite asks something else than when the machine was recorded, record it anew, see RecordedMachineTest";

    private static final String LISTING_OF_PROC = "buffer @0 6 \"/proc\"";
    private static final Pattern PROCESS = Pattern.compile("\u0004([1-9][0-9]*)\u0000");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static RecordedConversation of(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return of(reader);
        }
    }

    /** The documented machine's answers about its processor, memory, disks and operating system; see {@link RecordedMachineTest}. */
    static RecordedConversation ofTheMachine() throws IOException {
        try (InputStream packed =
                        RecordedConversation.class.getResourceAsStream("/recordings/machine-strict.jsonl.gz");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            return of(reader);
        }
    }

    private static RecordedConversation of(BufferedReader reader) {
        return new RecordedConversation(
                reader.lines().map(RecordedConversation::parsed).toList());
    }

    private static ObjectNode parsed(String line) {
        try {
            return (ObjectNode) MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether /proc inside listed the same processes whenever it was asked. */
    boolean hasTheSameProcessesThroughout() {
        return lines.stream()
                        .filter(line -> isExchange(line) && isInside(line) && asks(line, LISTING_OF_PROC))
                        .map(RecordedConversation::processes)
                        .distinct()
                        .count()
                == 1;
    }

    /** The directories of a listing that are named by a number; see getdents64(2) for the byte before a name. */
    private static Set<String> processes(ObjectNode listing) {
        Set<String> processes = new TreeSet<>();
        for (var content : listing.get("contents")) {
            String entries = new String(Base64.getDecoder().decode(content.asText()), StandardCharsets.ISO_8859_1);
            PROCESS.matcher(entries).results().map(found -> found.group(1)).forEach(processes::add);
        }
        return processes;
    }

    /** With something changed in its exchanges; at least one of them has to be another one. */
    RecordedConversation changed(UnaryOperator<ObjectNode> change) {
        return with(line -> Stream.of(isExchange(line) ? change.apply(line) : line));
    }

    /** With what becomes of each line; at least one of them has to be another one. */
    RecordedConversation with(Function<ObjectNode, Stream<ObjectNode>> change) {
        List<ObjectNode> changed = new ArrayList<>();
        lines.subList(0, lines.size() - 1)
                .forEach(line -> change.apply(line.deepCopy()).forEach(changed::add));
        changed.add(MAPPER.createObjectNode().put("end", changed.size()));
        assertThat(changed).as("changed lines; " + ANEW).isNotEqualTo(lines);
        return new RecordedConversation(List.copyOf(changed));
    }

    /** With one more line. */
    RecordedConversation with(ObjectNode added) {
        List<ObjectNode> more = new ArrayList<>(lines.subList(0, lines.size() - 1));
        more.add(added);
        more.add(MAPPER.createObjectNode().put("end", more.size()));
        return new RecordedConversation(List.copyOf(more));
    }

    Path writtenTo(Path file) throws IOException {
        return Files.write(file, lines.stream().map(ObjectNode::toString).toList());
    }

    static boolean isExchange(ObjectNode line) {
        return line.has("from") && line.has("results");
    }

    static boolean isInside(ObjectNode line) {
        return line.path("from").asText().equals("inside");
    }

    /** Whether one of the operations that were asked together is spelt so. */
    static boolean asks(ObjectNode line, String operation) {
        for (var asked : line.path("asked")) {
            if (asked.asText().equals(operation)) {
                return true;
            }
        }
        return false;
    }

    /** With another text in what was read, a character for each byte; where it gets longer, the answer says so. */
    static ObjectNode inContents(ObjectNode line, UnaryOperator<String> change) {
        ArrayNode contents = MAPPER.createArrayNode();
        for (var content : line.get("contents")) {
            byte[] before = Base64.getDecoder().decode(content.asText());
            byte[] after = change.apply(new String(before, StandardCharsets.ISO_8859_1))
                    .getBytes(StandardCharsets.ISO_8859_1);
            contents.add(Base64.getEncoder().encodeToString(after));
            if (after.length != before.length) {
                lengthen((ArrayNode) line.get("results"), before.length, after.length);
            }
        }
        return line.set("contents", contents);
    }

    /** What a call that reads returns is how much it has read; a zero at the end of that is not written down. */
    private static void lengthen(ArrayNode results, int before, int after) {
        for (int index = 0; index < results.size(); index++) {
            int read = results.get(index).asInt();
            if (read == before || read == before + 1) {
                results.set(index, read + after - before);
                return;
            }
        }
        throw new AssertionError("none of the results " + results + " is the length of the content, " + before);
    }

    /** With another text in the JSON of a value that was asked of no guest. */
    static ObjectNode inValue(ObjectNode line, UnaryOperator<String> change) {
        try {
            return line.set("is", MAPPER.readTree(change.apply(line.get("is").toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With another text in the question. */
    static ObjectNode inQuestion(ObjectNode line, UnaryOperator<String> change) {
        ArrayNode asked = MAPPER.createArrayNode();
        line.get("asked").forEach(operation -> asked.add(change.apply(operation.asText())));
        return line.set("asked", asked);
    }

    /** With another result of each operation that begins so, as far as they were reached. */
    static ObjectNode withResult(ObjectNode line, String operation, long result) {
        ArrayNode results = (ArrayNode) line.get("results");
        int index = 0;
        for (var asked : line.get("asked")) {
            boolean isOperation = !asked.asText().matches("(?s)(inline|in a child|buffer) ?.*");
            if (isOperation && index < results.size() && asked.asText().startsWith(operation)) {
                results.set(index, result);
            }
            index += isOperation ? 1 : 0;
        }
        return line;
    }

    /** With no answer and none ever after. */
    static ObjectNode died(ObjectNode line, String how) {
        return line.retain("from", "asked").put("failure", how).put("final", true);
    }
}
