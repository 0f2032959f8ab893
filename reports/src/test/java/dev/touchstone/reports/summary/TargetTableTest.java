package dev.touchstone.reports.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTableTest {
    private final Verdict one = Judge.judge(Runs.everyOutcome().run(), Runs.CLOCK);
    private final Verdict other = Judge.judge(new Runs().property("PRV-01").run(), Runs.CLOCK);

    @Test
    void aRowForEachPropertyAndAColumnForEachTarget() {
        String table = new TargetTable(List.of(one, other)).write();

        assertThat(table.lines().toList())
                .startsWith("property  mine          mine")
                .contains("PRV-01    conforms      UNDETERMINED", "PRV-02    VIOLATES", "OS-01     waived");
    }

    @Test
    void whatNoTargetCanShowIsNamed() {
        assertThat(new TargetTable(List.of(one)).write()).contains("\nexercised on no target: CPU-01");
        assertThat(new TargetTable(List.of(other)).write())
                .endsWith("\nevery property was exercised on at least one target\n");
    }
}
