package dev.touchstone.suites.mutants;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** Of audits of one target, in which a property that another one decided, and that is not decided now, is an alarm, too. */
    static FalseAlarms of(String target, List<Run> runs, Duration duration) {
        Set<String> decided = new TreeSet<>();
        runs.forEach(run -> decided.addAll(run.decided()));
        return new FalseAlarms(
                target,
                runs.stream().map(run -> withWhatIsMissing(run, decided)).toList(),
                duration);
    }

    private static Run withWhatIsMissing(Run run, Set<String> decided) {
        SortedMap<String, String> alarms = new TreeMap<>(run.alarms());
        if (!alarms.containsKey(CleanRuns.BOOT)) {
            decided.stream()
                    .filter(property -> !run.decided().contains(property))
                    .forEach(property ->
                            alarms.putIfAbsent(property, property + " was not decided, as in other audits"));
        }
        return new Run(run.number(), alarms, run.decided(), run.duration());
    }

    /**
     * One audit.
     *
     * @param alarms by property, or by "boot", what was said against it; empty when it conforms
     * @param decided the properties that were found to hold
     */
    public record Run(int number, SortedMap<String, String> alarms, Set<String> decided, Duration duration) {}

    /** The audits in which something was said. */
    public List<Run> alarming() {
        return runs.stream().filter(run -> !run.alarms().isEmpty()).toList();
    }

    /** How many properties did not conform, in all audits together. */
    public int count() {
        return runs.stream().mapToInt(run -> run.alarms().size()).sum();
    }
}
