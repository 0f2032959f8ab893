package dev.touchstone.reports.prove;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.suites.mutants.FalseAlarms;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FalseAlarmsSummaryTest {
    private static FalseAlarms.Run run(int number, Map<String, String> alarms) {
        return new FalseAlarms.Run(number, new TreeMap<>(alarms), Set.of(), Duration.ofMillis(300));
    }

    private static FalseAlarms of(FalseAlarms.Run... runs) {
        return new FalseAlarms("reference", List.of(runs), Duration.ofMillis(1234));
    }

    @Test
    void saysThatThereAreNone() {
        assertThat(FalseAlarmsSummary.of(List.of(of(run(1, Map.of()), run(2, Map.of()))), ""))
                .isEqualTo("""
                        reference      2 clean runs, 0 with alarms, 300 ms each
                        prove: 0 alarms in 2 clean runs of reference in 1.2 s
                        """);
    }

    @Test
    void saysEachMessageOnceWithTheRunsThatItCameFrom() {
        FalseAlarms alarms = of(
                run(1, Map.of("ISO-04", "ISO-04 [dies] it lives")),
                run(2, Map.of()),
                run(3, Map.of("ISO-04", "ISO-04 [dies] it lives", "NET-01", "NET-01 [listens] nobody")));

        assertThat(FalseAlarmsSummary.of(List.of(alarms), "under load")).isEqualTo("""
                        reference      3 clean runs, 2 with alarms, 300 ms each
                          2 runs (1, 3)
                              ISO-04 [dies] it lives
                          1 run (3)
                              NET-01 [listens] nobody
                        prove: 3 alarms in 3 clean runs of reference under load in 1.2 s
                        """);
    }

    @Test
    void theDocumentHasTheAlarmingRuns() throws IOException {
        JsonNode document = new ObjectMapper()
                .readTree(new FalseAlarmsJson()
                        .write(List.of(of(run(1, Map.of()), run(2, Map.of("ISO-04", "it lives")))), true));

        assertThat(document.get("schema").textValue()).isEqualTo("touchstone.clean/1");
        assertThat(document.get("underLoad").booleanValue()).isTrue();
        assertThat(document.at("/targets/0/alarms").intValue()).isEqualTo(1);
        assertThat(document.at("/targets/0/alarming/0/number").intValue()).isEqualTo(2);
        assertThat(document.at("/targets/0/alarming/0/alarms/ISO-04").textValue())
                .isEqualTo("it lives");
    }
}
