package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.run.CheckResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mutant, booted and audited: the suites name what is broken, and are silent about the rest. As many at a time as there
 * are processors, for an audit often waits.
 */
@Tag("boots")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsIT {
    private static final int LIMIT_MINUTES = 10; // for all of them, on a busy machine

    private final TargetCatalogue targets =
            new TargetCatalogue(Path.of(System.getProperty("touchstone.root")).resolve("targets"));
    private final TargetReader reader = new TargetReader(Clock.systemUTC());

    private RunDirectory run;
    private Prover prover;
    private ExecutorService proving;
    private final Map<String, Future<Proof>> proofs = new HashMap<>();

    @BeforeAll
    void open() {
        run = RunDirectory.open();
        prover = new Prover(run, targets, reader, Suites.catalogue());
        proving = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Mutants.read().stream()
                .filter(mutant -> root() || !mutant.needsRoot())
                .forEach(mutant -> proofs.put(mutant.id(), proving.submit(() -> prover.prove(mutant))));
    }

    private static boolean root() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void close() {
        proving.shutdownNow();
        if (run != null) {
            run.close();
        }
    }

    static Stream<Named<Mutant>> mutants() {
        return Mutants.read().stream().map(mutant -> Named.of(mutant.id(), mutant));
    }

    /** Without it, a suite that always complains would find every mutant. */
    @Test
    void theReferenceBreaksNothing() {
        assertThat(prover.audit(reader.read(targets.file("reference"))).results())
                .filteredOn(result -> result.status() != CheckResult.Status.PASSED)
                .extracting(CheckResult::message)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isNamedByItsPropertiesAndNoOthers(Mutant mutant) throws Exception {
        assumeThat(proofs).as("%s takes root", mutant.id()).containsKey(mutant.id());
        Proof proof = proofs.get(mutant.id()).get(LIMIT_MINUTES, TimeUnit.MINUTES);

        assertThat(proof.holds()).withFailMessage(proof.describe()).isTrue();
    }
}
