package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mutant of a kind, booted and audited: the suites name what is broken, and are silent about the rest. All are begun at once,
 * some at a time; each has a test that waits for it.
 */
@Tag("boots")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryMutant {
    private static final int LIMIT_MINUTES = 10; // for all of them, with the image, on a busy machine

    final TargetCatalogue targets =
            new TargetCatalogue(Path.of(System.getProperty("touchstone.root")).resolve("targets"));
    final TargetReader reader = new TargetReader(Clock.systemUTC());

    private final List<Mutant> mutants;
    private final int atATime;
    private final Set<String> only;
    private final Map<String, Future<Trial>> trials = new HashMap<>();
    private RunDirectory run;
    private Prover prover;
    private Campaign campaign;

    /**
     * @param atATime how many are up together
     * @param only areas or property ids that the audits are limited to; empty for all
     */
    EveryMutant(List<Mutant> mutants, int atATime, Set<String> only) {
        this.mutants = mutants;
        this.atATime = atATime;
        this.only = only;
    }

    /** Aborts the tests where this machine cannot boot any of them; fails where it has to. */
    abstract void require();

    @BeforeAll
    void begin() {
        require();
        run = RunDirectory.open();
        prover = new Prover(run, targets, reader, Suites.catalogue(), only);
        campaign = new Campaign(prover, atATime);
        mutants.stream()
                .filter(mutant -> prover.missing(mutant).isEmpty())
                .forEach(mutant -> trials.put(mutant.id(), campaign.start(mutant)));
    }

    @AfterAll
    void close() {
        if (campaign != null) {
            campaign.close();
        }
        if (run != null) {
            run.close();
        }
    }

    final Prover prover() {
        return prover;
    }

    Stream<Named<Mutant>> mutants() {
        return mutants.stream().map(mutant -> Named.of(mutant.id(), mutant));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isNamedByItsPropertiesAndNoOthers(Mutant mutant) throws Exception {
        assumeThat(prover.missing(mutant)).isEmpty();
        Trial trial = trials.get(mutant.id()).get(LIMIT_MINUTES, TimeUnit.MINUTES);

        assertThat(trial.holds()).withFailMessage(trial.complaint()).isTrue();
    }
}
