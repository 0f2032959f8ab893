package dev.touchstone.suites.replay;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is changed in a recording: in which of its lines, and what.
 *
 * @param from the guest that is asked; inside where nothing is said
 * @param asked a regular expression for a part of the question, which has one buffer or operation in a line
 * @param value the name of a value that is asked of no guest, in place of a question
 * @param nth of these lines, from 0; all of them where nothing is said
 * @param contents regular expressions for texts of what was read, or of a value's JSON, each with its replacement
 * @param questions texts of the question, each with its replacement: for what is asked because of an answer
 * @param answers other results of operations, each by how the operation begins
 * @param patch a JSON patch (RFC 6902) of the line
 * @param lost how the guest was lost, in place of its answer
 * @param missing whether the line is left out
 * @param copied whether the line stays as it is, too, and the changed one follows it
 * @param added a line that is not in the recording
 */
record Change(
        String from,
        String asked,
        String value,
        Integer nth,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> contents,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> questions,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Long> answers,
        JsonNode patch,
        String lost,
        boolean missing,
        boolean copied,
        ObjectNode added) {

    RecordedConversation in(RecordedConversation recorded) {
        if (added != null) {
            return recorded.with(added);
        }
        AtomicInteger met = new AtomicInteger();
        return recorded.with(line -> {
            if (!isIn(line) || (nth != null && met.getAndIncrement() != nth)) {
                return Stream.of(line);
            }
            Stream<ObjectNode> before = copied ? Stream.of(line.deepCopy()) : Stream.of();
            return missing ? before : Stream.concat(before, Stream.of(changed(line)));
        });
    }

    private boolean isIn(ObjectNode line) {
        if (value != null) {
            return line.path("value").asText().equals(value);
        }
        return RecordedConversation.isExchange(line)
                && line.get("from").asText().equals(from == null ? "inside" : from)
                && (asked == null
                        || Pattern.compile(asked).matcher(question(line)).find());
    }

    private static String question(ObjectNode line) {
        List<String> operations = new ArrayList<>();
        line.get("asked").forEach(operation -> operations.add(operation.asText()));
        return String.join("\n", operations);
    }

    private ObjectNode changed(ObjectNode line) {
        ObjectNode changed = line;
        for (Map.Entry<String, String> text : contents.entrySet()) {
            Pattern pattern = Pattern.compile(text.getKey());
            UnaryOperator<String> replacing = read -> pattern.matcher(read).replaceAll(text.getValue());
            changed = value == null
                    ? RecordedConversation.inContents(changed, replacing)
                    : RecordedConversation.inValue(changed, replacing);
        }
        for (Map.Entry<String, String> text : questions.entrySet()) {
            changed = RecordedConversation.inQuestion(changed, asked -> asked.replace(text.getKey(), text.getValue()));
        }
        for (Map.Entry<String, Long> answer : answers.entrySet()) {
            changed = RecordedConversation.withResult(changed, answer.getKey(), answer.getValue());
        }
        if (patch != null) {
            changed = (ObjectNode) JsonPatch.apply(patch, changed);
        }
        return lost == null ? changed : RecordedConversation.died(changed, lost);
    }
}
