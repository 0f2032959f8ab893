package dev.touchstone.reports.summary;

import dev.touchstone.reports.verdict.JudgedCheck;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes summary.md: the verdict, what violates, what is unknown, what was accepted, and why the rest was not judged. */
public final class MarkdownSummary {

    /** The whole document. */
    public String write(Verdict verdict) {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(verdict.verdict()).append(": ").append(Markdown.text(Headline.subject(verdict)));
        out.append("\n\n").append(Headline.counts(verdict)).append(". Began ").append(verdict.started());
        out.append("; ").append(Headline.timings(verdict)).append(".\n");
        violations(verdict, out);
        reasons("Undetermined", verdict.having(Outcome.UNDETERMINED), Outcome.UNDETERMINED, out);
        reasons("Waived", verdict.having(Outcome.WAIVED), Outcome.WAIVED, out);
        unneeded(verdict, out);
        notApplicable(verdict.having(Outcome.NOT_APPLICABLE), out);
        notes(verdict, out);
        return out.toString();
    }

    private static void violations(Verdict verdict, StringBuilder out) {
        List<JudgedProperty> violated = verdict.having(Outcome.VIOLATES);
        if (violated.isEmpty()) {
            return;
        }
        out.append(
                "\n## Violations\n\n| Property | Claim | Expected | Observed | What happened, where to look | Source |\n"
                        + "|---|---|---|---|---|---|\n");
        for (JudgedProperty property : violated) {
            for (JudgedCheck check : with(property, Outcome.VIOLATES)) {
                out.append("| ")
                        .append(property.id())
                        .append(" (")
                        .append(property.severity().label());
                out.append(") | ").append(Markdown.text(property.claim()));
                out.append(" | ").append(Markdown.code(check.expected()));
                out.append(" | ").append(Markdown.code(check.observed()));
                out.append(" | ")
                        .append(Markdown.text(check.name()))
                        .append(": ")
                        .append(Markdown.code(check.finding()));
                if (!check.lookAt().isEmpty()) {
                    out.append(", look at ").append(Markdown.code(check.lookAt()));
                }
                out.append(" | ").append(source(property)).append(" |\n");
            }
        }
    }

    private static void reasons(String title, List<JudgedProperty> properties, Outcome outcome, StringBuilder out) {
        if (properties.isEmpty()) {
            return;
        }
        out.append("\n## ").append(title).append("\n\n| Property | Claim | Observed | Why |\n|---|---|---|---|\n");
        for (JudgedProperty property : properties) {
            String observed = with(property, outcome).stream()
                    .map(JudgedCheck::observed)
                    .filter(one -> one != null)
                    .collect(Collectors.joining("\n"));
            out.append("| ")
                    .append(property.id())
                    .append(" (")
                    .append(property.severity().label());
            out.append(") | ").append(Markdown.text(property.claim()));
            out.append(" | ").append(Markdown.code(observed));
            out.append(" | ").append(Markdown.code(property.finding())).append(" |\n");
        }
    }

    private static void unneeded(Verdict verdict, StringBuilder out) {
        if (verdict.unneededWaivers().isEmpty()) {
            return;
        }
        out.append("\n## Waivers that were not needed\n\n");
        for (Verdict.UnneededWaiver waiver : verdict.unneededWaivers()) {
            out.append("- ").append(waiver.property()).append(" by ").append(Markdown.text(waiver.owner()));
            out.append(", until ").append(waiver.expires()).append(": ").append(Markdown.text(waiver.why()));
            out.append(" (its reason: ").append(Markdown.text(waiver.reason())).append(")\n");
        }
    }

    private static void notApplicable(List<JudgedProperty> properties, StringBuilder out) {
        if (properties.isEmpty()) {
            return;
        }
        Map<String, List<String>> byReason = properties.stream()
                .collect(Collectors.groupingBy(
                        property -> String.valueOf(property.message()),
                        LinkedHashMap::new,
                        Collectors.mapping(JudgedProperty::id, Collectors.toList())));
        out.append("\n<details><summary>Not applicable: ").append(properties.size());
        out.append(properties.size() == 1 ? " property" : " properties").append("</summary>\n\n");
        byReason.forEach((reason, ids) -> out.append("- ")
                .append(String.join(", ", ids))
                .append(": ")
                .append(Markdown.text(reason))
                .append('\n'));
        out.append("\n</details>\n");
    }

    private static void notes(Verdict verdict, StringBuilder out) {
        if (verdict.notes().isEmpty()) {
            return;
        }
        out.append("\n## Notes\n\n");
        verdict.notes()
                .forEach(note -> out.append("- ").append(Markdown.code(note)).append('\n'));
    }

    private static List<JudgedCheck> with(JudgedProperty property, Outcome outcome) {
        return property.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .toList();
    }

    private static String source(JudgedProperty property) {
        String words = Markdown.text(property.source().toString());
        String link = property.source().link();
        return link == null || !link.matches("https?://[^\\s()<>|\\\\]+") ? words : words + " ([link](" + link + "))";
    }
}
