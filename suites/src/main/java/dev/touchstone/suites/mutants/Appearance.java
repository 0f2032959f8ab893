package dev.touchstone.suites.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a booted sandbox looks like, part by part, in words that two boots of the same target have in common.
 *
 * @param parts what was seen, by the name of the part
 */
record Appearance(SortedMap<String, String> parts) {

    Appearance {
        parts = new TreeMap<>(parts);
    }

    /** The parts that look the same in both. */
    Appearance inCommonWith(Appearance other) {
        SortedMap<String, String> common = new TreeMap<>(parts);
        common.entrySet().removeIf(part -> !part.getValue().equals(other.parts.get(part.getKey())));
        return new Appearance(common);
    }

    /** A phrase for each part of this one that looks otherwise there, with the lines that came and went. */
    List<String> differencesIn(Appearance there) {
        List<String> differences = new ArrayList<>();
        parts.forEach((part, here) -> {
            String now = there.parts.getOrDefault(part, here); // nobody looked
            if (!here.equals(now)) {
                differences.add(part + ": " + change(here, now));
            }
        });
        return differences;
    }

    private static String change(String before, String after) {
        List<String> gone = new ArrayList<>(before.lines().toList());
        List<String> come = new ArrayList<>(after.lines().toList());
        after.lines().forEach(gone::remove);
        before.lines().forEach(come::remove);
        if (gone.isEmpty() && come.isEmpty()) {
            return "in another order";
        }
        return gone.isEmpty()
                ? "also " + String.join("; ", come)
                : String.join("; ", gone) + " became " + (come.isEmpty() ? "nothing" : String.join("; ", come));
    }
}
