package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.container.Engine;
import dev.touchstone.fixtures.container.EngineException;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mutant of the container, booted and audited for what is about the container: the sandbox in it has mutants of its own.
 */
@Tag("boots")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerMutantsIT {
    private static final int LIMIT_MINUTES = 10; // for all of them, with the image, on a busy machine
    private static final int AT_A_TIME = 3; // each waits for the engine most of the time
    private static final Set<String> ABOUT_THE_CONTAINER =
            Set.of("container", "privileges", "memory", "sessions", "ISO-10", "OS-04", "PRC-05");

    private final TargetCatalogue targets =
            new TargetCatalogue(Path.of(System.getProperty("touchstone.root")).resolve("targets"));
    private final TargetReader reader = new TargetReader(Clock.systemUTC());

    private RunDirectory run;
    private Prover prover;
    private Campaign campaign;
    private final Map<String, Future<Trial>> trials = new HashMap<>();

    @BeforeAll
    void open() {
        requireEngine();
        run = RunDirectory.open();
        prover = new Prover(run, targets, reader, Suites.catalogue(), ABOUT_THE_CONTAINER);
        campaign = new Campaign(prover, AT_A_TIME);
        Mutants.read().stream()
                .filter(ContainerMutantsIT::isOfContainer)
                .filter(mutant -> prover.missing(mutant).isEmpty())
                .forEach(mutant -> trials.put(mutant.id(), campaign.start(mutant)));
    }

    private static void requireEngine() {
        try {
            Engine.open();
        } catch (EngineException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            Assumptions.abort(e.getMessage());
        }
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

    static Stream<Named<Mutant>> mutants() {
        return Mutants.read().stream()
                .filter(ContainerMutantsIT::isOfContainer)
                .map(mutant -> Named.of(mutant.id(), mutant));
    }

    private static boolean isOfContainer(Mutant mutant) {
        return mutant.mutantClass().equals("container");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isNamedByItsPropertiesAndNoOthers(Mutant mutant) throws Exception {
        assumeThat(prover.missing(mutant)).isEmpty();
        Trial trial = trials.get(mutant.id()).get(LIMIT_MINUTES, TimeUnit.MINUTES);

        assertThat(trial.holds()).withFailMessage(trial.complaint()).isTrue();
    }
}
