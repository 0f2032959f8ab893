package dev.touchstone.suites.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.ExecutorBinary;
import dev.touchstone.fixtures.guest.ExecutorGuest;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.LocalExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trials on an emulated processor that has every feature, and on one that has few. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialsTest {
    private static final String EMULATOR = "/usr/bin/qemu-aarch64-static";

    private ExecutorGuest everything;
    private ExecutorGuest little;

    @BeforeAll
    void start(@TempDir Path directory) {
        assumeThat(Files.isExecutable(Path.of(EMULATOR))).as(EMULATOR).isTrue();
        Path executor = ExecutorBinary.EXECUTOR.extractTo(directory, Architecture.AARCH64);
        everything = LocalExecutor.start(executor, LocalExecutor.Launch.PLAIN.under(EMULATOR, "-cpu", "max"));
        little = LocalExecutor.start(executor, LocalExecutor.Launch.PLAIN.under(EMULATOR, "-cpu", "cortex-a57"));
    }

    @AfterAll
    void close() {
        for (ExecutorGuest guest : new ExecutorGuest[] {everything, little}) {
            if (guest != null) {
                guest.close();
            }
        }
    }

    static Stream<Named<Function<Guest, Trial>>> every() {
        Map<String, Function<Guest, Trial>> trials = new LinkedHashMap<>(lackedByLittle());
        trials.put("mov", guest -> new ArithmeticTrials(guest).anything());
        trials.put("aes", guest -> new ArithmeticTrials(guest).aese());
        trials.put("sha1", guest -> new ArithmeticTrials(guest).sha1c());
        trials.put("sha2", guest -> new ArithmeticTrials(guest).sha256h());
        return named(trials);
    }

    private static Map<String, Function<Guest, Trial>> lackedByLittle() {
        return Map.of(
                "sha3", guest -> new ArithmeticTrials(guest).eor3(),
                "sha512", guest -> new ArithmeticTrials(guest).sha512h(),
                "atomics", guest -> new ArithmeticTrials(guest).ldadd(),
                "pacg", guest -> new ControlFlowTrials(guest).genericCodes());
    }

    static Stream<Named<Function<Guest, Trial>>> lacked() {
        return named(lackedByLittle());
    }

    private static Stream<Named<Function<Guest, Trial>>> named(Map<String, Function<Guest, Trial>> trials) {
        return trials.entrySet().stream().map(trial -> Named.of(trial.getKey(), trial.getValue()));
    }

    @ParameterizedTest
    @MethodSource("every")
    void worksWhereTheProcessorHasIt(Function<Guest, Trial> trial) {
        Trial outcome = trial.apply(everything);

        assertThat(outcome.works()).as(outcome.observed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("lacked")
    void diesWhereTheProcessorLacksIt(Function<Guest, Trial> trial) {
        Trial outcome = trial.apply(little);

        assertThat(outcome.works()).isFalse();
        assertThat(outcome.observed()).matches("[A-Z0-9]+: killed by SIGILL");
    }

    @Test
    void aCorruptedPointerKills() {
        assertThat(new ControlFlowTrials(everything).pointerAuthentication())
                .isEqualTo(
                        Trial.working("AUTIA took a signed pointer; who used a corrupted one was killed by SIGSEGV"));
        assertThat(new ControlFlowTrials(little).pointerAuthentication())
                .isEqualTo(Trial.failing("PACIA: killed by SIGILL"));
    }

    @Test
    void aBranchPastItsLandingPadKills() {
        assertThat(new ControlFlowTrials(everything).branchTargets())
                .isEqualTo(Trial.working("BTI: an indirect call to an ordinary page returned, to a landing pad on a"
                        + " guarded page returned, past a landing pad on a guarded page was killed by SIGILL"));
        assertThat(new ControlFlowTrials(little).branchTargets().works()).isFalse();
    }

    @Test
    void readsTheCountersFrequency() {
        Trial trial = new ArithmeticTrials(everything).counterFrequency(1);

        assertThat(trial.works()).isFalse();
        assertThat(trial.observed()).matches("CNTFRQ_EL0 is [1-9][0-9]+ Hz");
    }
}
