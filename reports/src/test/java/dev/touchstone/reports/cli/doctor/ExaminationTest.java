package dev.touchstone.reports.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExaminationTest {
    private static final String VERSION = "engine 20.10.24 at tcp://engine.example:2376";

    @Test
    void ofAnEngineElsewhereItIsSaidWhatElseWouldShowItsMachine() {
        Finding finding = Examination.engineElsewhere(VERSION, false);

        assertThat(finding.state()).isEqualTo(Finding.State.LIMITED);
        assertThat(finding.detail())
                .isEqualTo(VERSION + ", which is not on this machine: what takes somebody who sees its processes from"
                        + " outside, or the proxies, is undetermined");
        assertThat(finding.remedy())
                .isEqualTo(
                        "run touchstone there, or set TOUCHSTONE_OBSERVER=container, which has one more container look"
                                + " at its machine, as root");
    }

    @Test
    void ofOneThatIsLookedAtItIsSaidWhatIsStillMissing() {
        Finding finding = Examination.engineElsewhere(VERSION, true);

        assertThat(finding.state()).isEqualTo(Finding.State.LIMITED);
        assertThat(finding.detail())
                .isEqualTo(VERSION
                        + ", which is not on this machine: one more container looks at its machine, and what takes"
                        + " the proxies is undetermined");
        assertThat(finding.remedy()).isEqualTo("run touchstone there");
    }
}
