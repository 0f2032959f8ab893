package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Signal;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.AnsweringGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final long KILLS = Long.MAX_VALUE;

    /** Each call is refused, but for those that are to work, kill, or never come back. */
    private final Kernel kernel = new Kernel();

    private final Guest guest = new AnsweringGuest(kernel::ask);

    private static Oracle oracle(int number) {
        return Oracle.of("call " + number, "EINVAL", batch -> batch.call(Syscall.CLOSE, number));
    }

    private static List<Oracle> oracles(int count) {
        return IntStream.range(0, count).mapToObj(OracleTest::oracle).toList();
    }

    private String ask(int count) {
        return Oracle.askAll(guest, oracles(count)).stream()
                .map(ProbeAnswer::describe)
                .collect(Collectors.joining(" "));
    }

    @Test
    void asksRefusedCallsInOneChild() {
        assertThat(ask(3)).isEqualTo("EPERM EPERM EPERM");
        assertThat(kernel.children).isEqualTo(List.of(List.of(0, 1, 2)));
    }

    @Test
    void asksAnewWhatStandsBehindACallThatWorked() {
        kernel.answers.put(1, 7L);
        assertThat(ask(4)).isEqualTo("EPERM success EPERM EPERM");
        assertThat(kernel.children.get(0)).isEqualTo(List.of(0, 1, 2, 3));
        assertThat(kernel.children.subList(1, 3)).isEqualTo(List.of(List.of(2), List.of(3)));
    }

    @Test
    void goesOnBehindACallThatOnlyOpensSomething() {
        kernel.answers.put(0, 3L);
        kernel.answers.put(1, 4L);
        List<Oracle> opening = IntStream.range(0, 3)
                .mapToObj(number -> Oracle.opening("call " + number, batch -> batch.call(Syscall.CLOSE, number)))
                .toList();
        assertThat(Oracle.askAll(guest, opening))
                .extracting(ProbeAnswer::describe)
                .containsExactly("success", "success", "EPERM");
        assertThat(kernel.children).isEqualTo(List.of(List.of(0, 1, 2)));
    }

    /** In the child in which the first call has worked, the second one would have worked, too. */
    @Test
    void takesNoAnswerThatAnEarlierSuccessMayHaveChanged() {
        kernel.answers.put(0, 0L);
        kernel.openAfterSuccess = true;
        assertThat(ask(2)).isEqualTo("success EPERM");
    }

    @Test
    void asksWhatKillsInAChildOfItsOwn() {
        kernel.answers.put(2, KILLS);
        assertThat(ask(4)).isEqualTo("EPERM EPERM killed by SIGSYS EPERM");
        assertThat(kernel.children).isEqualTo(List.of(List.of(0, 1, 2), List.of(2), List.of(3)));
    }

    /** What is in doubt has all of the time again. */
    @Test
    void asksWhatDoesNotComeBackInAChildOfItsOwn() {
        kernel.answers.put(1, KILLS);
        kernel.ending = new Answer.Ending.TimedOut();
        assertThat(ask(3)).isEqualTo("EPERM did not end within its time limit EPERM");
    }

    @Test
    void asksNoMoreInOneChildThanABatchHolds() {
        assertThat(ask(100).split(" ")).hasSize(100).containsOnly("EPERM");
        assertThat(kernel.children).allSatisfy(child -> assertThat(child).hasSizeLessThan(64));
    }

    /** Where everything works, hardly any call is made twice. */
    @Test
    void asksAloneWhereCallsWork() {
        IntStream.range(0, 20).forEach(number -> kernel.answers.put(number, 0L));
        assertThat(ask(20).split(" ")).hasSize(20).containsOnly("success");
        assertThat(kernel.children).hasSize(20);
        assertThat(kernel.children.subList(1, 20))
                .allSatisfy(child -> assertThat(child).hasSize(1));
    }

    @Test
    void asksNothingForNoOracle() {
        assertThat(Oracle.askAll(guest, List.of())).isEmpty();
        assertThat(kernel.children).isEmpty();
    }

    /** Answers close(NUMBER) by the number, and keeps which numbers each child has come to. */
    private static final class Kernel {
        private final Map<Integer, Long> answers = new java.util.HashMap<>();
        private final List<List<Integer>> children = new ArrayList<>();
        private Answer.Ending ending = new Answer.Ending.Signalled(Signal.SIGSYS);
        private boolean openAfterSuccess;

        Answer ask(Batch batch) {
            assertThat(batch.child()).isTrue();
            List<Integer> made = new ArrayList<>();
            List<Result> results = new ArrayList<>();
            children.add(made);
            boolean worked = false;
            for (Batch.Operation operation : batch.operations()) {
                Batch.Argument.Value value =
                        (Batch.Argument.Value) operation.arguments().get(0);
                int number = (int) value.value();
                made.add(number);
                long result = answers.getOrDefault(number, (long) -Errno.EPERM.number());
                if (result == KILLS) {
                    return new Answer(results, Map.of(), ending);
                }
                results.add(new Result(worked && openAfterSuccess ? 0 : result));
                worked |= result >= 0;
            }
            return new Answer(results, Map.of(), new Answer.Ending.Exited(0));
        }
    }
}
