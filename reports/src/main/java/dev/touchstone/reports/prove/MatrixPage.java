package dev.touchstone.reports.prove;

import dev.touchstone.reports.prove.KillMatrix.Cell;
import dev.touchstone.reports.text.Html;
import dev.touchstone.suites.mutants.Mutant;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import dev.touchstone.suites.profile.Property;
import java.util.List;
import java.util.Locale;

/** The matrix as a page of its own, which loads nothing: a table in colours, and what became of each mutant. */
final class MatrixPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
            <meta name="referrer" content="no-referrer">
            <title>Kill matrix</title>
            <style>
            body { font: 14px/1.45 sans-serif; margin: 24px; color: #1f2328; }
            table { border-collapse: collapse; }
            th { font-weight: normal; text-align: left; white-space: nowrap; }
            thead th { position: sticky; top: 0; background: #fff; vertical-align: bottom; height: 56px; padding: 0; }
            thead th span { writing-mode: vertical-rl; transform: rotate(180deg); font-size: 11px; }
            tbody th { font-size: 12px; padding-right: 8px; }
            tbody th a { color: inherit; text-decoration: none; }
            .class th { padding-top: 12px; font-weight: bold; }
            td { width: 16px; height: 14px; border: 1px solid #fff; background: #f0f3f6; }
            .killed { background: #1a7f37; } .consequence { background: #9dd7ae; } .missed { background: #cf222e; }
            .collateral { background: #fb8500; } .open { background: #8250df; } .foreseen { background: #d8c8f0; }
            .not_judged { background: #fff; }
            .legend td { width: 16px; } .legend th { padding: 0 24px 0 6px; }
            tfoot td, tfoot th { font-size: 10px; text-align: center; background: #fff; }
            pre { white-space: pre-wrap; background: #f6f8fa; padding: 8px; font-size: 12px; margin: 4px 0 12px; }
            summary { cursor: pointer; } summary b { font-family: monospace; }
            </style>
            </head>
            <body>
            """;

    private final Proof proof;
    private final KillMatrix matrix;
    private final StringBuilder out = new StringBuilder(HEAD);

    private MatrixPage(Proof proof) {
        this.proof = proof;
        this.matrix = KillMatrix.of(proof);
    }

    static String of(Proof proof) {
        return new MatrixPage(proof).write();
    }

    private String write() {
        out.append("<h1>Kill matrix</h1>\n<p>")
                .append(Html.text(ProofSummary.lastLine(proof)))
                .append("</p>\n");
        legend();
        table();
        lists();
        return out.append("</body>\n</html>\n").toString();
    }

    private void legend() {
        out.append("<table class=\"legend\"><tr>");
        for (Cell cell : Cell.values()) {
            out.append("<td class=\"").append(style(cell)).append("\"></td><th>");
            out.append(cell.meaning()).append("</th>");
        }
        out.append("</tr></table>\n");
    }

    private void table() {
        out.append("<table>\n<thead><tr><th></th>");
        for (Property property : matrix.columns()) {
            out.append("<th title=\"").append(Html.text(property.claim()));
            out.append("\"><span>").append(Html.text(property.id())).append("</span></th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        matrix.rows().forEach((name, trials) -> {
            out.append("<tr class=\"class\"><th>").append(Html.text(name)).append("</th></tr>\n");
            trials.forEach(this::row);
        });
        out.append("</tbody>\n<tfoot><tr><th>mutants killed</th>");
        matrix.columns()
                .forEach(property ->
                        out.append("<td>").append(matrix.kills(property)).append("</td>"));
        out.append("</tr></tfoot>\n</table>\n");
    }

    private void row(Trial trial) {
        String id = Html.text(trial.mutant().id());
        out.append("<tr><th title=\"").append(Html.text(trial.mutant().why())).append("\"><a href=\"#");
        out.append(id).append("\">").append(id).append("</a></th>");
        for (Property property : matrix.columns()) {
            Cell cell = KillMatrix.cell(trial, property);
            out.append("<td class=\"").append(style(cell)).append("\" title=\"");
            out.append(id)
                    .append(", ")
                    .append(Html.text(property.id()))
                    .append(": ")
                    .append(cell.meaning());
            out.append("\"></td>");
        }
        out.append("</tr>\n");
    }

    private void lists() {
        list("Survivors", proof.with(Result.SURVIVED));
        list("Wrong kills", proof.with(Result.WRONG_KILL));
        list("Undetermined", proof.with(Result.UNDETERMINED));
        list("With collateral", proof.withUnforeseen());
        list("Equivalent", proof.with(Result.EQUIVALENT));
        if (!proof.leftOut().isEmpty()) {
            out.append("<h2>Left out on this machine</h2>\n<ul>\n");
            proof.leftOut()
                    .forEach(each -> out.append("<li>")
                            .append(Html.text(each.mutant().id() + ": " + each.why()))
                            .append("</li>\n"));
            out.append("</ul>\n");
        }
        out.append("<h2>All</h2>\n");
        proof.trials().forEach(this::details);
    }

    private void list(String title, List<Trial> trials) {
        if (trials.isEmpty()) {
            return;
        }
        out.append("<h2>").append(title).append("</h2>\n<ul>\n");
        for (Trial trial : trials) {
            String id = Html.text(trial.mutant().id());
            out.append("<li><a href=\"#").append(id).append("\">").append(id).append("</a></li>\n");
        }
        out.append("</ul>\n");
    }

    private void details(Trial trial) {
        Mutant mutant = trial.mutant();
        out.append("<details id=\"").append(Html.text(mutant.id())).append("\"><summary><b>");
        out.append(Html.text(mutant.id()))
                .append("</b> ")
                .append(trial.result())
                .append(" in ");
        out.append(trial.duration().toMillis()).append(" ms: ").append(Html.text(mutant.why()));
        out.append("</summary>\n<pre>").append(Html.text(text(trial))).append("</pre></details>\n");
    }

    private static String text(Trial trial) {
        Mutant mutant = trial.mutant();
        StringBuilder text = new StringBuilder();
        text.append("change of ")
                .append(mutant.base())
                .append(": ")
                .append(mutant.patch())
                .append('\n');
        text.append("seen in the booted sandbox: ")
                .append(String.join("; ", trial.effect()))
                .append('\n');
        text.append("has to break: ").append(String.join(", ", mutant.breaks())).append('\n');
        mutant.mayBreak()
                .forEach((id, why) -> text.append("may break ")
                        .append(id)
                        .append(": ")
                        .append(why)
                        .append('\n'));
        text.append('\n').append(trial.message());
        trial.collateral()
                .forEach(id -> text.append("\n\nwithout a reason: ")
                        .append(trial.violated().get(id)));
        trial.leftOpen()
                .forEach(id -> text.append("\n\nwithout a reason: ")
                        .append(trial.undetermined().get(id)));
        return text.toString();
    }

    private static String style(Cell cell) {
        return cell.name().toLowerCase(Locale.ROOT);
    }
}
