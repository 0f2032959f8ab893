package dev.touchstone.suites.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.document.Problem;
import dev.touchstone.fixtures.document.YamlDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of a profile that a schema cannot state. */
final class ProfileRules {
    private final YamlDocument document;
    private final List<Problem> problems = new ArrayList<>();

    ProfileRules(YamlDocument document) {
        this.document = document;
    }

    List<Problem> problems() {
        JsonNode rows = document.root().path("properties");
        Map<String, Integer> lines = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            String row = "/properties/" + i;
            idOnce(rows.get(i), row, lines);
            refersTo("documents", rows.get(i).at("/source/document"), row + "/source/document");
            refersTo("notSeenOn", rows.get(i).path("notSeenOn"), row + "/notSeenOn");
        }
        return List.copyOf(problems);
    }

    private void idOnce(JsonNode row, String pointer, Map<String, Integer> lines) {
        String id = row.get("id").textValue();
        int line = document.valueAt(pointer + "/id").line();
        Integer first = lines.putIfAbsent(id, line);
        if (first != null) {
            String text = "id: found " + id + " a second time, expected every id once; the first is in line " + first;
            problems.add(new Problem(document.valueAt(pointer + "/id"), text));
        }
    }

    private void refersTo(String section, JsonNode key, String pointer) {
        JsonNode known = document.root().path(section);
        if (!key.isMissingNode() && !known.has(key.textValue())) {
            List<String> names = new ArrayList<>();
            known.fieldNames().forEachRemaining(names::add);
            String text =
                    "found \"" + key.textValue() + "\", expected a key of " + section + ": " + String.join(", ", names);
            problems.add(new Problem(document.valueAt(pointer), text));
        }
    }
}
