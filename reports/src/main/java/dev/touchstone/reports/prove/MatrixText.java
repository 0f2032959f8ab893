package dev.touchstone.reports.prove;

import dev.touchstone.reports.prove.KillMatrix.Cell;
import dev.touchstone.suites.mutants.Trial;
import dev.touchstone.suites.profile.Property;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The matrix in letters: a line for each mutant, a column for each property, whose id is written downwards. */
final class MatrixText {
    private static final int LONGEST_ID = 6; // ISO-02

    private final KillMatrix matrix;
    private final StringBuilder out = new StringBuilder();
    private final int names;

    private MatrixText(KillMatrix matrix) {
        this.matrix = matrix;
        this.names = matrix.rows().values().stream()
                .flatMap(Collection::stream)
                .mapToInt(trial -> "  ".length() + trial.mutant().id().length())
                .max()
                .orElse(0);
    }

    static String of(KillMatrix matrix) {
        return new MatrixText(matrix).write();
    }

    private String write() {
        downwards(matrix.columns().stream().map(Property::id).toList(), LONGEST_ID, "");
        matrix.rows().forEach((name, trials) -> {
            out.append(name).append('\n');
            trials.forEach(this::row);
        });
        int digits = String.valueOf(
                        matrix.rows().values().stream().mapToInt(List::size).sum())
                .length();
        List<String> kills = matrix.columns().stream()
                .map(property -> String.format("%" + digits + "d", matrix.kills(property)))
                .toList();
        downwards(kills, digits, "mutants that it killed");
        String legend = Stream.of(Cell.values())
                .filter(cell -> cell != Cell.NOT_JUDGED)
                .map(cell -> cell.letter() + " " + cell.meaning())
                .collect(Collectors.joining("\n  "));
        return out.append("\n  ").append(legend).append('\n').toString();
    }

    private void row(Trial trial) {
        StringBuilder cells = new StringBuilder();
        matrix.columns()
                .forEach(property ->
                        cells.append(KillMatrix.cell(trial, property).letter()));
        line("  " + trial.mutant().id(), cells.toString());
    }

    /** @param label beside the last line */
    private void downwards(List<String> texts, int lines, String label) {
        for (int at = 0; at < lines; at++) {
            int letter = at;
            String line = texts.stream()
                    .map(text -> letter < text.length() ? text.substring(letter, letter + 1) : " ")
                    .collect(Collectors.joining());
            line(at == lines - 1 ? label : "", line);
        }
    }

    private void line(String label, String cells) {
        out.append(String.format("%-" + Math.max(1, names) + "s ", label)
                        .concat(cells)
                        .stripTrailing())
                .append('\n');
    }
}
