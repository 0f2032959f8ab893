package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped mutants, without booting them. */
class MutantsTest {
    private final TargetReader reader = new TargetReader(Clock.systemUTC());
    private final TargetCatalogue targets =
            new TargetCatalogue(Path.of(System.getProperty("touchstone.root")).resolve("targets"));

    @Test
    void eachMakesATargetThatDiffersFromItsBase() {
        List<Mutant> all = new ArrayList<>(Mutants.read());
        all.addAll(Mutants.ofMachines());
        for (Mutant mutant : all) {
            Target base = reader.read(targets.file(mutant.base()));
            Target changed = mutant.applyTo(base.file(), reader);

            assertThat(changed.name()).isEqualTo(mutant.id());
            assertThat(changed.boot().equals(base.boot()) && changed.egress().equals(base.egress()))
                    .as("%s is its base", mutant.id())
                    .isFalse();
        }
    }

    @Test
    void everyClassHasSome() {
        assertThat(Mutants.read()).extracting(Mutant::mutantClass).containsAll(Mutants.classes());
    }
}
