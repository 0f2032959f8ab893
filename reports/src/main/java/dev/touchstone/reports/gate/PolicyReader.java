package dev.touchstone.reports.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.document.DocumentException;
import dev.touchstone.fixtures.document.DocumentSchema;
import dev.touchstone.fixtures.document.Problem;
import dev.touchstone.fixtures.document.YamlDocument;
import dev.touchstone.suites.profile.Property.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads policies from YAML files; see policy.schema.json. What a file does not say is as in {@link Policy#DEFAULT}. */
public final class PolicyReader {
    private final DocumentSchema schema = DocumentSchema.load(PolicyReader.class, "policy.schema.json");

    /**
     * @throws DocumentException when the file is missing, no YAML, or says something that a policy cannot; a line for each
     *     problem
     */
    public Policy read(Path file) {
        YamlDocument document = YamlDocument.read(file);
        List<Problem> problems = schema.problems(document);
        if (!problems.isEmpty()) {
            throw DocumentException.of(document.file(), problems);
        }
        JsonNode root = document.root();
        return new Policy(
                root.has("blocks") ? severities(root.get("blocks")) : Policy.DEFAULT.blocks(),
                root.has("maxWaivers") ? OptionalInt.of(root.get("maxWaivers").intValue()) : OptionalInt.empty(),
                root.path("minJudged").asInt(Policy.DEFAULT.minJudged()),
                texts(root.path("required")),
                root.path("acceptLimited").asBoolean(Policy.DEFAULT.acceptsLimited()),
                root.has("maxAgeHours")
                        ? Optional.of(Duration.ofHours(root.get("maxAgeHours").longValue()))
                        : Optional.empty());
    }

    private static Set<Severity> severities(JsonNode names) {
        EnumSet<Severity> severities = EnumSet.noneOf(Severity.class);
        texts(names).forEach(name -> severities.add(Severity.valueOf(name.toUpperCase(Locale.ROOT))));
        return severities;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
