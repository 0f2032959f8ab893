package dev.touchstone.reports.prove;

import dev.touchstone.reports.prove.KillMatrix.Cell;
import dev.touchstone.reports.text.Html;
import dev.touchstone.suites.mutants.Trial;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The matrix as a small SVG: properties side by side, mutants below each other, class by class. Each kind of cell is one path, so
 * that the file stays at a few kilobytes.
 */
final class MatrixPicture {
    private static final int CELL = 12;
    private static final int HEIGHT = 4;
    private static final int GAP = 6;
    private static final int LEFT = 90;
    private static final int TOP = 48;
    private static final Map<Cell, String> COLOURS = Map.of(
            Cell.KILLED, "#1a7f37",
            Cell.CONSEQUENCE, "#9dd7ae",
            Cell.MISSED, "#cf222e",
            Cell.COLLATERAL, "#fb8500",
            Cell.OPEN, "#8250df",
            Cell.FORESEEN, "#d8c8f0");

    private final KillMatrix matrix;
    private final Map<Cell, StringBuilder> paths = new EnumMap<>(Cell.class);
    private final StringBuilder ground = new StringBuilder();
    private final List<String> texts = new ArrayList<>();
    private int y = TOP;

    private MatrixPicture(KillMatrix matrix) {
        this.matrix = matrix;
    }

    static String of(KillMatrix matrix) {
        return new MatrixPicture(matrix).draw();
    }

    private String draw() {
        for (int column = 0; column < matrix.columns().size(); column++) {
            texts.add(String.format(
                    "<text transform=\"translate(%d %d) rotate(-90)\">%s</text>",
                    LEFT + column * CELL + CELL - 3,
                    TOP - 4,
                    matrix.columns().get(column).id()));
        }
        matrix.rows().forEach(this::block);
        int width = LEFT + matrix.columns().size() * CELL + 4;
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"9\" role=\"img\">%n"
                        + "<title>Kill matrix: which property noticed which broken sandbox</title>%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                width, y + 4, width, y + 4));
        svg.append(String.format("<path fill=\"#f0f3f6\" d=\"%s\"/>%n", ground));
        paths.forEach((cell, path) -> svg.append(String.format(
                "<path fill=\"%s\" d=\"%s\"><title>%s</title></path>%n", COLOURS.get(cell), path, cell.meaning())));
        texts.forEach(text -> svg.append(text).append('\n'));
        return svg.append("</svg>\n").toString();
    }

    private void block(String name, List<Trial> trials) {
        int height = trials.size() * HEIGHT;
        texts.add(String.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LEFT - 6, y + Math.max(height / 2, 4) + 3, Html.text(name)));
        int width = matrix.columns().size() * CELL;
        ground.append(String.format("M%d %dh%dv%dh-%dz", LEFT, y, width, height, width));
        for (Trial trial : trials) {
            for (int column = 0; column < matrix.columns().size(); column++) {
                draw(KillMatrix.cell(trial, matrix.columns().get(column)), LEFT + column * CELL);
            }
            y += HEIGHT;
        }
        y += Math.max(GAP, 10 - height);
    }

    private void draw(Cell cell, int x) {
        if (COLOURS.containsKey(cell)) {
            paths.computeIfAbsent(cell, key -> new StringBuilder())
                    .append(String.format("M%d %dh%dv%dh-%dz", x, y, CELL - 1, HEIGHT - 1, CELL - 1));
        }
    }
}
