package dev.touchstone.reports.summary;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.reports.verdict.Conclusion;
import dev.touchstone.reports.verdict.JudgedCheck;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The verdict for a terminal: what violates first and in full, then what is unknown, then a table of areas. No byte that a
 * sandbox had a say in reaches the terminal as a control character.
 */
public final class ConsoleSummary {
    private static final int LEAST_WIDTH = 80;
    private static final int MOST_WIDTH = 120;
    private static final String FIELD = "  %-11s ";
    private static final int FIELD_WIDTH = 14;
    private static final String ROW = "%-9s %-9s ";
    private static final int MOST_IN_FULL = 10;
    private static final int LONGEST_FINDING = 150;
    /** Lines of one value; the whole is in verdict.json. */
    private static final int MOST_LINES = 12;

    private final boolean colours;
    private final int width;

    /**
     * @param colours whether the terminal understands them and NO_COLOR is not set
     * @param width of the terminal in columns; 80 to 120 of them are used
     */
    public ConsoleSummary(boolean colours, int width) {
        this.colours = colours;
        this.width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width));
    }

    /** The whole text, ending with a line end. */
    public String write(Verdict verdict) {
        StringBuilder out = new StringBuilder();
        findings(verdict.having(Outcome.VIOLATES), verdict.having(Outcome.UNDETERMINED), out);
        waived(verdict, out);
        areas(verdict, out);
        for (String note : verdict.notes()) {
            wrap("note: ", note, out);
        }
        wrap("", Headline.timings(verdict), out);
        out.append(painted(colour(verdict.verdict()), verdict.verdict().name())).append("  ");
        String rest = Headline.subject(verdict) + ": " + Headline.counts(verdict);
        wrapAfter(verdict.verdict().name().length() + 2, rest, out);
        return out.toString();
    }

    /** A few in full; of many, as of a sandbox that nobody has hardened, tables. */
    private void findings(List<JudgedProperty> violated, List<JudgedProperty> undetermined, StringBuilder out) {
        if (violated.size() <= MOST_IN_FULL) {
            violated.forEach(property -> property(property, out));
            undetermined.forEach(property -> property(property, out));
            return;
        }
        table("violated", "documented, and found instead", violated, out);
        table("unknown", "documented, and why nothing can be said", undetermined, out);
        wrap("", "Each in full: in the report. touchstone explain ID says how it is checked.", out);
        out.append('\n');
    }

    private void table(String outcome, String columns, List<JudgedProperty> properties, StringBuilder out) {
        if (properties.isEmpty()) {
            return;
        }
        out.append(String.format(ROW, outcome, "severity")).append(columns).append('\n');
        for (JudgedProperty property : properties) {
            String row = String.format(ROW, property.id(), property.severity().label());
            out.append(painted(colour(property.outcome()), row));
            wrapAfter(row.length(), property.claim(), out);
            String finding = VisibleText.line(property.finding());
            boolean cut = finding.length() > LONGEST_FINDING;
            String found = String.format(ROW, "", "") + "→ ";
            out.append(found);
            wrapAfter(found.length(), cut ? finding.substring(0, LONGEST_FINDING) + "…" : finding, out);
        }
        out.append('\n');
    }

    private void property(JudgedProperty property, StringBuilder out) {
        String head = property.outcome() + "  " + property.id() + "  "
                + property.severity().label() + "  ";
        out.append(painted(colour(property.outcome()), property.outcome().name()))
                .append("  ")
                .append(painted(Colour.BOLD, property.id()))
                .append("  ")
                .append(property.severity().label())
                .append("  ");
        wrapAfter(head.length(), property.claim(), out);
        List<JudgedCheck> checks = property.checks().stream()
                .filter(check -> check.outcome() == property.outcome())
                .toList();
        if (!checks.stream().allMatch(JudgedCheck::explainsItself) || checks.isEmpty()) {
            field("documented", property.source().toString(), out);
        }
        if (checks.isEmpty()) {
            field("why", property.message(), out);
        }
        checks.forEach(check -> check(check, out));
        field("more", "touchstone explain " + property.id(), out);
        out.append('\n');
    }

    private void check(JudgedCheck check, StringBuilder out) {
        field("check", check.name() + " (" + check.kind().name().toLowerCase(Locale.ROOT) + ")", out);
        if (!check.explainsItself()) {
            field("expected", check.expected(), out);
            field("observed", check.observed(), out);
        }
        field("why", check.message(), out);
    }

    private void waived(Verdict verdict, StringBuilder out) {
        List<JudgedProperty> waived = verdict.having(Outcome.WAIVED);
        for (JudgedProperty property : waived) {
            out.append(painted(Colour.YELLOW, "WAIVED")).append("  ");
            wrapAfter(8, property.id() + "  " + VisibleText.line(property.finding()), out);
        }
        for (Verdict.UnneededWaiver waiver : verdict.unneededWaivers()) {
            wrap("waiver not needed: ", waiver.property() + " by " + waiver.owner() + ": " + waiver.why(), out);
        }
        if (!waived.isEmpty() || !verdict.unneededWaivers().isEmpty()) {
            out.append('\n');
        }
    }

    private void areas(Verdict verdict, StringBuilder out) {
        Map<String, List<JudgedProperty>> areas = new LinkedHashMap<>();
        verdict.properties()
                .forEach(property -> areas.computeIfAbsent(property.area(), area -> new ArrayList<>())
                        .add(property));
        out.append(String.format(
                "%-12s %9s %9s %13s %7s %15s\n",
                "area", "conform", "violated", "undetermined", "waived", "not applicable"));
        areas.forEach((area, properties) -> {
            Map<Outcome, Integer> counts = Verdict.count(properties);
            out.append(String.format("%-12s", VisibleText.line(area)))
                    .append(cell(9, counts, Outcome.CONFORMS))
                    .append(cell(9, counts, Outcome.VIOLATES))
                    .append(cell(13, counts, Outcome.UNDETERMINED))
                    .append(cell(7, counts, Outcome.WAIVED))
                    .append(cell(15, counts, Outcome.NOT_APPLICABLE))
                    .append('\n');
        });
        out.append('\n');
    }

    private String cell(int columns, Map<Outcome, Integer> counts, Outcome outcome) {
        int count = counts.get(outcome);
        String text = String.format("%" + (columns + 1) + "s", count == 0 ? "·" : Integer.toString(count));
        return count == 0 || outcome == Outcome.NOT_APPLICABLE ? text : painted(colour(outcome), text);
    }

    private void field(String name, String value, StringBuilder out) {
        if (value == null || value.isBlank()) {
            return;
        }
        out.append(painted(Colour.DIM, String.format(FIELD, name)));
        wrapAfter(FIELD_WIDTH, value, out);
    }

    private void wrap(String prefix, String text, StringBuilder out) {
        out.append(prefix);
        wrapAfter(prefix.length(), text, out);
    }

    /** Wraps at blanks, where there are any, and indents what follows as far as the first line, or as its label. */
    private void wrapAfter(int indent, String text, StringBuilder out) {
        int room = width - Math.min(indent, width / 2);
        String margin = " ".repeat(width - room);
        List<String> lines = new ArrayList<>();
        for (String paragraph : VisibleText.of(text).replace('\t', ' ').strip().split("\\n")) {
            lines.addAll(Wrapping.lines(paragraph.stripTrailing(), room));
        }
        int shown = lines.size() > MOST_LINES ? MOST_LINES - 1 : lines.size();
        out.append(String.join("\n" + margin, lines.subList(0, shown)));
        if (shown < lines.size()) {
            out.append('\n')
                    .append(margin)
                    .append("… (")
                    .append(lines.size() - shown)
                    .append(" more lines)");
        }
        out.append('\n');
    }

    private static Colour colour(Outcome outcome) {
        return switch (outcome) {
            case CONFORMS -> Colour.GREEN;
            case VIOLATES -> Colour.RED;
            case UNDETERMINED -> Colour.MAGENTA;
            case WAIVED -> Colour.YELLOW;
            case NOT_APPLICABLE -> Colour.DIM;
        };
    }

    private static Colour colour(Conclusion conclusion) {
        return switch (conclusion) {
            case CONFORMANT -> Colour.GREEN;
            case NONCONFORMANT -> Colour.RED;
            case UNDETERMINED -> Colour.MAGENTA;
        };
    }

    private String painted(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /** Select Graphic Rendition (ECMA-48, 8.3.117). */
    private enum Colour {
        BOLD("1"),
        DIM("2"),
        RED("1;31"),
        GREEN("1;32"),
        YELLOW("1;33"),
        MAGENTA("1;35");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}
