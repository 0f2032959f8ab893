package dev.touchstone.suites.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.document.DocumentException;
import dev.touchstone.fixtures.document.DocumentSchema;
import dev.touchstone.fixtures.document.Problem;
import dev.touchstone.fixtures.document.YamlDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes mutants of documents; see mutants.schema.json for what a document may say. */
final class MutantReader {
    private final DocumentSchema schema = DocumentSchema.load(MutantReader.class, "mutants.schema.json");
    private final Set<String> properties;
    private final Map<String, Mutant> read = new LinkedHashMap<>();

    /** @param properties the ids that a mutant may break */
    MutantReader(Set<String> properties) {
        this.properties = Set.copyOf(properties);
    }

    /**
     * Reads one document.
     *
     * @throws MutantException with all that is wrong with it, or when it has a mutant that an earlier one had
     */
    void add(YamlDocument document) {
        try {
            schema.require(document);
            List<Problem> problems = problems(document);
            if (!problems.isEmpty()) {
                throw DocumentException.of(document.file(), problems);
            }
        } catch (DocumentException e) {
            throw new MutantException(e.getMessage(), e);
        }
        JsonNode mutants = document.root().get("mutants");
        for (int index = 0; index < mutants.size(); index++) {
            Mutant mutant = mutant(mutants.get(index), document, "/mutants/" + index);
            read.put(mutant.id(), mutant);
        }
    }

    /** All that were read, in order. */
    List<Mutant> mutants() {
        return List.copyOf(read.values());
    }

    /** What the schema cannot say. */
    private List<Problem> problems(YamlDocument document) {
        List<Problem> problems = new ArrayList<>();
        JsonNode mutants = document.root().get("mutants");
        Map<String, String> ids = new TreeMap<>();
        read.values().forEach(mutant -> ids.put(mutant.id(), mutant.location()));
        for (int index = 0; index < mutants.size(); index++) {
            String pointer = "/mutants/" + index;
            JsonNode mutant = mutants.get(index);
            String id = mutant.get("id").textValue();
            String earlier = ids.putIfAbsent(id, document.location(pointer + "/id"));
            if (earlier != null) {
                problems.add(new Problem(
                        document.valueAt(pointer + "/id"),
                        "id: found " + id + ", which " + earlier + " has already; expected another name"));
            }
            JsonNode breaks = mutant.path("breaks");
            if (breaks.isEmpty() != mutant.has("equivalent")) {
                problems.add(new Problem(
                        document.valueAt(pointer + "/id"),
                        id + ": found " + (breaks.isEmpty() ? "neither breaks nor" : "both breaks and")
                                + " equivalent; expected one of the two"));
            }
            for (int at = 0; at < breaks.size(); at++) {
                String property = breaks.get(at).textValue();
                if (!properties.contains(property)) {
                    problems.add(unknown(document, pointer + "/breaks/" + at, "breaks", property));
                }
                if (mutant.path("mayBreak").has(property)) {
                    problems.add(new Problem(
                            document.keyAt(pointer + "/mayBreak/" + property),
                            "mayBreak: found " + property + ", which is in breaks too; expected one of the two"));
                }
            }
            for (String key : List.of("mayBreak", "leavesOpen")) {
                mutant.path(key).fieldNames().forEachRemaining(property -> {
                    boolean all = key.equals("leavesOpen") && property.equals(Mutant.EVERYTHING);
                    if (!all && !properties.contains(property)) {
                        problems.add(unknown(document, pointer + "/" + key + "/" + property, key, property));
                    }
                });
            }
        }
        return problems;
    }

    private static Problem unknown(YamlDocument document, String pointer, String key, String property) {
        return new Problem(
                document.keyAt(pointer), key + ": found " + property + "; expected a property of a shipped profile");
    }

    private static Mutant mutant(JsonNode mutant, YamlDocument document, String pointer) {
        JsonNode root = document.root();
        Set<String> breaks = new LinkedHashSet<>();
        mutant.path("breaks").forEach(property -> breaks.add(property.textValue()));
        return new Mutant(
                mutant.get("id").textValue(),
                root.get("class").textValue(),
                mutant.path("mechanism").asText(mutant.get("id").textValue()),
                mutant.path("base").asText(root.get("base").textValue()),
                mutant.get("patch"),
                mutant.path("needsRoot").booleanValue(),
                Collections.unmodifiableSet(breaks),
                Optional.ofNullable(mutant.path("equivalent").textValue()),
                reasons(mutant.path("mayBreak")),
                reasons(mutant.path("leavesOpen")),
                mutant.get("why").textValue(),
                document.location(pointer));
    }

    private static Map<String, String> reasons(JsonNode reasons) {
        Map<String, String> texts = new LinkedHashMap<>();
        reasons.properties()
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().textValue()));
        return Collections.unmodifiableMap(texts);
    }
}
