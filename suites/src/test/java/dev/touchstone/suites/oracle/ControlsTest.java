package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.witness.AbsentWitness;
import dev.touchstone.fixtures.witness.UnseenException;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.AnsweringGuest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where nobody is who could be asked outside. */
class ControlsTest {
    private static final int EPERM = 1;
    private static final int EFAULT = 14;

    private final Witness nobody = new AbsentWitness("the engine is far away; run touchstone there");
    private final Oracle oracle = Oracle.of("mount()", "EFAULT", batch -> batch.call(Syscall.MOUNT, 0, 0, 1, 0, 0));

    @Test
    void whatIsRefusedInsideProvesNothing() {
        Controls controls = controls(EPERM);

        for (Controls.Findings findings :
                List.of(controls.filters(List.of(oracle)), controls.capabilities(List.of(oracle)))) {
            assertThat(findings.summary()).isEqualTo("1 unseen");
            assertThatExceptionOfType(UnseenException.class)
                    .isThrownBy(() -> findings.requireControl(nobody))
                    .withMessage("the engine is far away; run touchstone there (inside: 1 × EPERM)");
        }
        assertThatExceptionOfType(UnseenException.class).isThrownBy(() -> controls.unconfined(oracle));
        assertThatExceptionOfType(UnseenException.class).isThrownBy(() -> controls.privileged(oracle));
    }

    @Test
    void whatIsOpenInsideNeedsNoControl() {
        Controls.Findings findings = controls(EFAULT).filters(List.of(oracle));

        findings.requireControl(nobody);
        assertThat(findings.with(Attribution.Finding.OPEN))
                .extracting(Controls.Asked::describe)
                .containsExactly("mount(): nobody refused it: EFAULT");
    }

    private Controls controls(int errno) {
        return new Controls(new AnsweringGuest(batch -> refused(batch, errno)), nobody, () -> null);
    }

    private static Answer refused(Batch batch, int errno) {
        return new Answer(
                Collections.nCopies(batch.operations().size(), new Result(-errno)),
                Map.of(),
                new Answer.Ending.Exited(0));
    }
}
