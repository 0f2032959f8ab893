package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FalseAlarmsTest {
    private static FalseAlarms.Run run(int number, Map<String, String> alarms, Set<String> decided) {
        return new FalseAlarms.Run(number, new TreeMap<>(alarms), decided, Duration.ZERO);
    }

    private static FalseAlarms of(FalseAlarms.Run... runs) {
        return FalseAlarms.of("reference", List.of(runs), Duration.ZERO);
    }

    @Test
    void whatOneAuditDecidesEachHasTo() {
        FalseAlarms found = of(
                run(1, Map.of(), Set.of("NET-01", "NET-02")),
                run(2, Map.of(), Set.of("NET-01")),
                run(3, Map.of(), Set.of()));

        assertThat(found.count()).isEqualTo(3);
        assertThat(found.runs().get(0).alarms()).isEmpty();
        assertThat(found.runs().get(1).alarms())
                .containsExactly(entry("NET-02", "NET-02 was not decided, as in other audits"));
        assertThat(found.runs().get(2).alarms()).containsOnlyKeys("NET-01", "NET-02");
    }

    @Test
    void whatWasSaidIsNotSaidOtherwise() {
        FalseAlarms found = of(
                run(1, Map.of(), Set.of("NET-01", "NET-02")),
                run(2, Map.of("NET-01", "no"), Set.of("NET-02")),
                run(3, Map.of(CleanRuns.BOOT, "it does not come up"), Set.of()));

        assertThat(found.runs().get(1).alarms()).containsExactly(entry("NET-01", "no"));
        assertThat(found.runs().get(2).alarms()).containsExactly(entry(CleanRuns.BOOT, "it does not come up"));
    }
}
