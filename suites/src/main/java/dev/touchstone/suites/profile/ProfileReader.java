package dev.touchstone.suites.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.document.DocumentException;
import dev.touchstone.fixtures.document.DocumentSchema;
import dev.touchstone.fixtures.document.Problem;
import dev.touchstone.fixtures.document.YamlDocument;
import dev.touchstone.fixtures.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes profiles of documents; see profile.schema.json for what a document may say. */
final class ProfileReader {
    private final Function<String, YamlDocument> documents;
    private final DocumentSchema schema = DocumentSchema.load(ProfileReader.class, "profile.schema.json");

    /** @param documents gives the document of a name, or throws */
    ProfileReader(Function<String, YamlDocument> documents) {
        this.documents = documents;
    }

    Profile read(String name) {
        try {
            YamlDocument document = documents.apply(name);
            require(document);
            return document.root().has("extends") ? extended(document) : profile(document);
        } catch (DocumentException e) {
            throw new ProfileException(e.getMessage(), e);
        }
    }

    /** One level of extension is enough, and cannot go round in circles. */
    private Profile extended(YamlDocument document) {
        String base = document.root().get("extends").textValue();
        YamlDocument extended = documents.apply(base);
        require(extended);
        if (extended.root().has("extends")) {
            Problem problem = new Problem(
                    document.valueAt("/extends"),
                    "extends: found " + base + ", which extends another one itself; expected a profile with rows");
            throw DocumentException.of(document.file(), List.of(problem));
        }
        JsonNode root = document.root();
        List<Property> properties = new ArrayList<>(profile(extended).properties());
        for (Property added : properties(root)) {
            if (properties.stream().anyMatch(known -> known.id().equals(added.id()))) {
                Problem problem = new Problem(
                        document.valueAt("/extends"),
                        "properties: found " + added.id() + ", which " + base + " has already");
                throw DocumentException.of(document.file(), List.of(problem));
            }
            properties.add(added);
        }
        return new Profile(
                root.get("name").textValue(),
                root.get("title").textValue(),
                judges(root),
                Collections.unmodifiableList(properties));
    }

    private void require(YamlDocument document) {
        schema.require(document);
        List<Problem> problems = new ProfileRules(document).problems();
        if (!problems.isEmpty()) {
            throw DocumentException.of(document.file(), problems);
        }
    }

    private static Profile profile(YamlDocument document) {
        JsonNode root = document.root();
        return new Profile(
                root.get("name").textValue(),
                root.get("title").textValue(),
                judges(root),
                Collections.unmodifiableList(properties(root)));
    }

    private static List<Property> properties(JsonNode root) {
        List<Property> properties = new ArrayList<>();
        for (JsonNode row : root.path("properties")) {
            properties.add(property(row, root));
        }
        return properties;
    }

    private static Set<Property.Basis> judges(JsonNode root) {
        Set<Property.Basis> judges = EnumSet.noneOf(Property.Basis.class);
        root.get("judges").forEach(basis -> judges.add(Property.Basis.valueOf(upper(basis))));
        return Collections.unmodifiableSet(judges);
    }

    private static Property property(JsonNode row, JsonNode root) {
        return new Property(
                row.get("id").textValue(),
                row.get("area").textValue(),
                row.get("claim").textValue(),
                Property.Severity.valueOf(upper(row.get("severity"))),
                Property.Basis.valueOf(upper(row.get("basis"))),
                source(row.get("source"), root.get("documents")),
                expected(row.get("expected")),
                unseen(row, root, JsonNode::textValue),
                unseen(row, root, reason -> reason.path("onOtherProcessors").textValue()));
    }

    private static Property.Source source(JsonNode source, JsonNode documents) {
        JsonNode document = documents.get(source.get("document").textValue());
        return new Property.Source(
                document.get("title").textValue(),
                source.get("sentence").textValue(),
                Optional.ofNullable(document.path("link").textValue()));
    }

    private static Map<String, JsonNode> expected(JsonNode expected) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        expected.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        return Collections.unmodifiableMap(values);
    }

    /** @param text of a reason; null where it is one of the other sort */
    private static Map<Target.Kind, String> unseen(JsonNode row, JsonNode root, Function<JsonNode, String> text) {
        Map<Target.Kind, String> reasons = new EnumMap<>(Target.Kind.class);
        if (row.has("notSeenOn")) {
            root.get("notSeenOn")
                    .get(row.get("notSeenOn").textValue())
                    .properties()
                    .forEach(reason -> Optional.ofNullable(text.apply(reason.getValue()))
                            .ifPresent(because -> reasons.put(
                                    Target.Kind.valueOf(reason.getKey().toUpperCase(Locale.ROOT)), because)));
        }
        return Collections.unmodifiableMap(reasons);
    }

    private static String upper(JsonNode text) {
        return text.textValue().toUpperCase(Locale.ROOT);
    }
}
