package dev.touchstone.suites.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares variables of an environment with the documented ones. */
final class Variables {
    private Variables() {}

    /** A phrase for each documented variable that is missing or has another value. */
    static List<String> deviations(JsonNode documented, Map<String, String> environment) {
        List<String> deviations = new ArrayList<>();
        documented.fieldNames().forEachRemaining(name -> {
            if (!environment.containsKey(name)) {
                deviations.add(name + " is not set");
            }
        });
        deviations.addAll(otherValues(documented, environment));
        return deviations;
    }

    /** A phrase for each documented variable that is set to another value. */
    static List<String> otherValues(JsonNode documented, Map<String, String> environment) {
        return documented.properties().stream()
                .filter(entry -> environment.containsKey(entry.getKey()))
                .filter(entry ->
                        !environment.get(entry.getKey()).equals(entry.getValue().asText()))
                .map(entry -> entry.getKey() + " is " + environment.get(entry.getKey()) + ", not "
                        + entry.getValue().asText())
                .toList();
    }

    /** The documented variables as they are, those that are not set left out. */
    static Map<String, String> found(JsonNode documented, Map<String, String> environment) {
        Map<String, String> found = new LinkedHashMap<>();
        documented.fieldNames().forEachRemaining(name -> {
            if (environment.containsKey(name)) {
                found.put(name, environment.get(name));
            }
        });
        return found;
    }

    /**
     * Compares two lists of entries, whatever their order.
     *
     * @param value entries separated by commas
     * @return phrases that fit behind the variable's name
     */
    static List<String> listDeviations(List<String> documented, String value) {
        Set<String> entries = new LinkedHashSet<>(
                Stream.of(value.split(",", -1)).map(String::strip).toList());
        Set<String> missing = new LinkedHashSet<>(documented);
        missing.removeAll(entries);
        entries.removeAll(documented);
        List<String> deviations = new ArrayList<>();
        if (!missing.isEmpty()) {
            deviations.add("lacks " + missing);
        }
        if (!entries.isEmpty()) {
            deviations.add("has " + entries + " more");
        }
        return deviations;
    }
}
