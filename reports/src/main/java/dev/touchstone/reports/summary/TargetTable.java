package dev.touchstone.reports.summary;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several verdicts beside each other, a row for each property, so that a reader sees where each was exercised. For a terminal. */
public final class TargetTable {
    private static final String HEADING = "property";
    private static final int GAP = 2;

    private final List<Verdict> verdicts;

    /** @param verdicts in the order of the columns */
    public TargetTable(List<Verdict> verdicts) {
        this.verdicts = List.copyOf(verdicts);
    }

    /** The whole text, ending with a line end. */
    public String write() {
        StringBuilder out = new StringBuilder();
        row(out, HEADING, verdicts.stream().map(TargetTable::name).toList());
        Map<String, List<String>> rows = rows();
        rows.forEach((id, cells) -> row(out, id, cells));
        List<String> nowhere = nowhere();
        out.append(
                nowhere.isEmpty()
                        ? "every property was exercised on at least one target\n"
                        : "exercised on no target: " + String.join(", ", nowhere) + "\n");
        return out.toString();
    }

    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (int column = 0; column < verdicts.size(); column++) {
            for (JudgedProperty property : verdicts.get(column).properties()) {
                List<String> cells = rows.computeIfAbsent(
                        property.id(), id -> new ArrayList<>(Collections.nCopies(verdicts.size(), "")));
                cells.set(column, cell(property.outcome()));
            }
        }
        return rows;
    }

    private void row(StringBuilder out, String first, List<String> cells) {
        StringBuilder line = new StringBuilder(String.format("%-" + HEADING.length() + "s", first));
        for (int column = 0; column < cells.size(); column++) {
            int width = Math.max(longest(), name(verdicts.get(column)).length());
            line.append(" ".repeat(GAP)).append(String.format("%-" + width + "s", cells.get(column)));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static int longest() {
        int longest = 0;
        for (Outcome outcome : Outcome.values()) {
            longest = Math.max(longest, cell(outcome).length());
        }
        return longest;
    }

    private static String name(Verdict verdict) {
        return VisibleText.line(verdict.target().name());
    }

    private static String cell(Outcome outcome) {
        return switch (outcome) {
            case CONFORMS -> "conforms";
            case VIOLATES -> "VIOLATES";
            case UNDETERMINED -> "UNDETERMINED";
            case WAIVED -> "waived";
            case NOT_APPLICABLE -> "·";
        };
    }

    /** What no target could show: it was judged by some, and applicable to none. */
    private List<String> nowhere() {
        Map<String, Boolean> exercised = new LinkedHashMap<>();
        verdicts.forEach(verdict -> verdict.properties()
                .forEach(property -> exercised.merge(
                        property.id(), property.outcome() != Outcome.NOT_APPLICABLE, Boolean::logicalOr)));
        return exercised.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
