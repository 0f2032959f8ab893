package dev.touchstone.reports.prove;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.suites.mutants.FalseAlarms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** False alarms for a reader: how many of which property, each message once, and the count in one line. */
public final class FalseAlarmsSummary {
    private FalseAlarmsSummary() {}

    /**
     * The whole text; its last line is such as "prove: 0 alarms in 50 clean runs of reference in 43.1 s".
     *
     * @param circumstances that belong to the last line, such as "under load"; may be empty
     */
    public static String of(List<FalseAlarms> all, String circumstances) {
        StringBuilder out = new StringBuilder();
        for (FalseAlarms alarms : all) {
            out.append(String.format(
                    "%-14s %d clean runs, %d with alarms, %s ms each%n",
                    alarms.target(), alarms.runs().size(), alarms.alarming().size(), milliseconds(alarms)));
            byMessage(alarms)
                    .forEach((message, runs) -> out.append("  ")
                            .append(runs.size())
                            .append(runs.size() == 1 ? " run (" : " runs (")
                            .append(runs.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                            .append(")\n")
                            .append(VisibleText.of(message).indent(6)));
        }
        int count = all.stream().mapToInt(FalseAlarms::count).sum();
        int runs = all.stream().mapToInt(alarms -> alarms.runs().size()).sum();
        Duration duration = all.stream().map(FalseAlarms::duration).reduce(Duration.ZERO, Duration::plus);
        return out.append("prove: ")
                .append(count == 1 ? "1 alarm" : count + " alarms")
                .append(" in ")
                .append(runs == 1 ? "1 clean run" : runs + " clean runs")
                .append(" of ")
                .append(all.stream().map(FalseAlarms::target).collect(Collectors.joining(", ")))
                .append(circumstances.isEmpty() ? "" : " " + circumstances)
                .append(" in ")
                .append(ProofSummary.seconds(duration))
                .append(" s\n")
                .toString();
    }

    private static String milliseconds(FalseAlarms alarms) {
        return String.valueOf(Math.round(alarms.runs().stream()
                .mapToLong(run -> run.duration().toMillis())
                .average()
                .orElse(0)));
    }

    private static Map<String, List<Integer>> byMessage(FalseAlarms alarms) {
        Map<String, List<Integer>> runs = new TreeMap<>();
        alarms.alarming()
                .forEach(run -> run.alarms()
                        .values()
                        .forEach(message -> runs.merge(
                                message,
                                List.of(run.number()),
                                (one, other) -> Stream.concat(one.stream(), other.stream())
                                        .toList())));
        return runs;
    }
}
