package dev.touchstone.suites.mutants;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What was said against an unbroken target that was audited many times.
 *
 * @param target its name
 * @param runs each audit
 * @param duration of all of them
 */
public record FalseAlarms(String target, List<Run> runs, Duration duration) {

    public FalseAlarms {
        runs = List.copyOf(runs);
    }

    /**
     * One audit.
     *
     * @param alarms by property, or by "boot", what was said against it; empty when it conforms
     */
    public record Run(int number, SortedMap<String, String> alarms, Duration duration) {}

    /** The audits in which something was said. */
    public List<Run> alarming() {
        return runs.stream().filter(run -> !run.alarms().isEmpty()).toList();
    }

    /** How many properties did not conform, in all audits together. */
    public int count() {
        return runs.stream().mapToInt(run -> run.alarms().size()).sum();
    }
}
