package dev.touchstone.reports.prove;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A proof for a reader: the matrix, what went wrong one by one and apart from each other, and the counts in one line. */
public final class ProofSummary {
    private final Proof proof;
    private final StringBuilder out = new StringBuilder();

    private ProofSummary(Proof proof) {
        this.proof = proof;
    }

    /** The whole text; its last line is {@link #lastLine(Proof)}. */
    public static String of(Proof proof) {
        return new ProofSummary(proof).write();
    }

    private String write() {
        out.append(MatrixText.of(KillMatrix.of(proof)));
        trials("survivors", Result.SURVIVED);
        trials("wrong kills", Result.WRONG_KILL);
        trials("undetermined", Result.UNDETERMINED);
        unforeseen();
        triedTwice();
        leftOut();
        return out.append('\n').append(lastLine(proof)).append('\n').toString();
    }

    private void trials(String title, Result result) {
        List<Trial> trials = proof.with(result);
        if (!trials.isEmpty()) {
            out.append('\n').append(title).append('\n');
            trials.forEach(trial -> entry(trial, trial.message()));
        }
    }

    private void unforeseen() {
        List<Trial> trials = proof.withUnforeseen();
        if (!trials.isEmpty()) {
            out.append("\ncollateral: others complained, or could not tell, and the mutant gives no reason for it\n");
            trials.forEach(trial -> {
                trial.collateral().forEach(id -> entry(trial, trial.violated().get(id)));
                trial.leftOpen().forEach(id -> entry(trial, trial.undetermined().get(id)));
            });
        }
    }

    private void triedTwice() {
        List<Trial> trials = proof.trials().stream()
                .filter(trial -> !trial.firstTime().isEmpty())
                .toList();
        if (!trials.isEmpty()) {
            out.append("\ntried twice, and counted as the second time ended: the first left something open\n");
            trials.forEach(trial -> entry(trial, trial.firstTime()));
        }
    }

    private void entry(Trial trial, String text) {
        out.append("  ").append(trial.mutant().id());
        out.append(" (").append(trial.mutant().location()).append(")\n");
        out.append(VisibleText.of(text).indent(6));
    }

    private void leftOut() {
        if (proof.leftOut().isEmpty()) {
            return;
        }
        Map<String, List<String>> byReason = proof.leftOut().stream()
                .collect(Collectors.groupingBy(
                        each -> each.why(),
                        Collectors.mapping(each -> each.mutant().id(), Collectors.toList())));
        out.append("\nleft out, for they cannot be booted on this machine: ")
                .append(proof.leftOut().size())
                .append('\n');
        byReason.forEach((why, ids) -> out.append("  ")
                .append(VisibleText.line(why))
                .append(": ")
                .append(String.join(", ", ids))
                .append('\n'));
    }

    /** Such as "prove: 118 of 118 killed, 0 survived, 0 wrong, 0 undetermined, 2 equivalent in 23.4 s". */
    public static String lastLine(Proof proof) {
        int equivalent = proof.with(Result.EQUIVALENT).size();
        return String.format(
                Locale.ROOT,
                "prove: %d of %d killed, %d survived, %d wrong, %d undetermined, %d equivalent in %s s",
                proof.with(Result.KILLED).size(),
                proof.trials().size() - equivalent,
                proof.with(Result.SURVIVED).size(),
                proof.with(Result.WRONG_KILL).size(),
                proof.with(Result.UNDETERMINED).size(),
                equivalent,
                seconds(proof.duration()));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
