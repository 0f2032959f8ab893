package dev.touchstone.reports.cli;

import dev.touchstone.suites.mutants.LeftOut;
import dev.touchstone.suites.mutants.Mutant;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A line for each class of mutants, written when all of it has been tried; on a terminal also a line that is written over, with how
 * far everything is. What goes wrong is said at once.
 */
final class MutantProgress implements Progress {
    private final Shell shell;
    private final CountingLine line;
    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Map<Result, Integer>> done = new LinkedHashMap<>();
    private int all;
    private int tried;

    MutantProgress(Shell shell) {
        this.shell = shell;
        line = new CountingLine(shell);
    }

    synchronized void begin(List<Mutant> mutants, List<LeftOut> leftOut) {
        all = mutants.size();
        mutants.forEach(mutant -> left.merge(mutant.mutantClass(), 1, Integer::sum));
        shell.say("trying " + all + " mutants"
                + (leftOut.isEmpty()
                        ? ""
                        : "; " + leftOut.size() + " are left out: "
                                + leftOut.get(0).why()));
    }

    /** @return the same trial */
    synchronized Trial tried(Trial trial) {
        String name = trial.mutant().mutantClass();
        tried++;
        done.computeIfAbsent(name, key -> new LinkedHashMap<>()).merge(trial.result(), 1, Integer::sum);
        if (!trial.holds()) {
            line.line(trial.mutant().id() + ": " + word(trial.result()) + concerns(trial));
        }
        if (left.merge(name, -1, Integer::sum) == 0) {
            line.line(String.format("%-14s %s", name, counts(done.get(name))));
        }
        line.show(tried + "/" + all + " mutants");
        return trial;
    }

    private static String concerns(Trial trial) {
        return (trial.missed().isEmpty() ? "" : ", missed by " + trial.missed())
                + (trial.collateral().isEmpty() ? "" : ", also noticed by " + trial.collateral())
                + (trial.leftOpen().isEmpty() ? "" : ", left open by " + trial.leftOpen());
    }

    private static String counts(Map<Result, Integer> results) {
        StringBuilder text = new StringBuilder();
        results.forEach((result, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(word(result)));
        return text.toString();
    }

    private static String word(Result result) {
        return switch (result) {
            case WRONG_KILL -> "killed by the wrong property";
            default -> result.name().toLowerCase(Locale.ROOT);
        };
    }

    @Override
    public synchronized void abandon() {
        line.abandon();
    }

    @Override
    public synchronized void close() {
        line.close();
    }
}
