package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class RehearsalTest {

    /** In the program a failure would go unnoticed, and cost the time that the rehearsal is there to save. */
    @Test
    void itRunsToItsEnd() {
        assertThatCode(Rehearsal::rehearse).doesNotThrowAnyException();
    }
}
