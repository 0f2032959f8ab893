package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.run.CheckResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Every mutant of this host, booted and audited: the suites name what is broken, and are silent about the rest. */
@Tag("boots")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsIT {
    private static final int LIMIT_MINUTES = 10; // for all of them, on a busy machine

    private final TargetCatalogue targets =
            new TargetCatalogue(Path.of(System.getProperty("touchstone.root")).resolve("targets"));
    private final TargetReader reader = new TargetReader(Clock.systemUTC());

    private RunDirectory run;
    private Prover prover;
    private Campaign campaign;
    private final Map<String, Future<Trial>> trials = new HashMap<>();

    @BeforeAll
    void open() {
        run = RunDirectory.open();
        prover = new Prover(run, targets, reader, Suites.catalogue());
        campaign = new Campaign(prover, Campaign.usual());
        ofThisHost().stream()
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

    private static List<Mutant> ofThisHost() {
        return Mutants.read().stream()
                .filter(mutant -> mutant.base().equals("reference"))
                .toList();
    }

    static Stream<Named<Mutant>> mutants() {
        return ofThisHost().stream().map(mutant -> Named.of(mutant.id(), mutant));
    }

    /** Without it, a suite that always complains would find every mutant. */
    @Test
    void theReferenceBreaksNothing() {
        assertThat(prover.audit(reader.read(targets.file("reference"))).results())
                .filteredOn(result ->
                        result.status() == CheckResult.Status.FAILED || result.status() == CheckResult.Status.BROKEN)
                .extracting(CheckResult::message)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isNamedByItsPropertiesAndNoOthers(Mutant mutant) throws Exception {
        assumeThat(prover.missing(mutant)).isEmpty();
        Trial trial = trials.get(mutant.id()).get(LIMIT_MINUTES, TimeUnit.MINUTES);

        assertThat(trial.holds()).withFailMessage(trial.complaint()).isTrue();
    }
}
