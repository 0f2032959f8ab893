package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.witness.AbsentWitness;
import dev.touchstone.fixtures.witness.UnseenException;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.AnsweringGuest;
import dev.touchstone.suites.ControlWitness;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where nobody is who could be asked outside, or whoever is asked is refused as well. */
class ControlsTest {
    private static final int EPERM = 1;
    private static final int EFAULT = 14;
    private static final int ENOSPC = 28;
    private static final int ENOSYS = 38;

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
        assertThat(findings.summary()).isEqualTo("1 open; open: mount()");
        assertThat(findings.with(Attribution.Finding.OPEN))
                .extracting(Controls.Asked::describe)
                .containsExactly("mount(): nobody refused it: EFAULT");
    }

    @Test
    void aFewOfManyThatAreOpenAreNamed() {
        List<Oracle> many = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> Oracle.of(
                        "call" + number + "()", "EFAULT", batch -> batch.call(Syscall.MOUNT, 0, 0, number, 0, 0)))
                .toList();

        assertThat(controls(EFAULT).filters(many).summary())
                .startsWith("12 open; open: call1(), call2(), ")
                .endsWith(", call10() and 2 more");
    }

    @Test
    void whereTheControlIsRefusedAsWellADryRunTellsWhetherAFilterRefuses() {
        Guest control = new AnsweringGuest(batch -> refused(batch, EPERM));
        Guest filtered = new AnsweringGuest(batch -> answered(batch, call -> call == Syscall.SECCOMP ? 0 : -EPERM));
        Guest unfiltered = new AnsweringGuest(batch -> answered(
                batch, call -> call == Syscall.SECCOMP ? 0 : asked(batch, Syscall.SECCOMP) ? -ENOSYS : -EPERM));

        Controls.Findings refused = beside(control, filtered).filters(List.of(oracle));
        assertThat(refused.summary()).isEqualTo("1 filtered");
        assertThat(refused.unproven()).isEmpty();
        Controls.Findings unclear = beside(control, unfiltered).filters(List.of(oracle));
        assertThat(unclear.summary()).isEqualTo("1 no control");
        assertThat(unclear.unproven())
                .extracting(Controls.Asked::describe)
                .containsExactly("mount(): refused (EPERM), but so is the same user unconfined (EPERM), so that this"
                        + " proves no filter");
    }

    @Test
    void anAnswerThatNobodyKnowsIsUnproven() {
        Guest control = new AnsweringGuest(batch -> refused(batch, EFAULT));
        Guest unknown = new AnsweringGuest(batch -> refused(batch, ENOSPC));

        assertThat(beside(control, unknown).filters(List.of(oracle)).unproven()).hasSize(1);
        assertThat(beside(control, control).filters(List.of(oracle)).unproven()).isEmpty();
    }

    private static Controls beside(Guest control, Guest inside) {
        return new Controls(inside, new ControlWitness(() -> control, false), () -> null);
    }

    private static boolean asked(Batch batch, Syscall call) {
        return batch.operations().stream()
                .anyMatch(each -> each instanceof Batch.Operation.Call one && one.syscall() == call);
    }

    private static Answer answered(Batch batch, ToIntFunction<Syscall> answers) {
        return new Answer(
                batch.operations().stream()
                        .map(each -> new Result(
                                each instanceof Batch.Operation.Call one ? answers.applyAsInt(one.syscall()) : 0))
                        .toList(),
                Map.of(),
                new Answer.Ending.Exited(0));
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
