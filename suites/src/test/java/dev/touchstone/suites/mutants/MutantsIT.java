package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suites.run.CheckResult;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The mutants of this host. */
class MutantsIT extends EveryMutant {
    MutantsIT() {
        super(
                Mutants.read().stream()
                        .filter(mutant -> mutant.base().equals("reference"))
                        .toList(),
                Campaign.usual(),
                Set.of());
    }

    @Override
    void require() {
        // what a single one takes is looked at for each
    }

    /** Without it, a suite that always complains would find every mutant. */
    @Test
    void theReferenceBreaksNothing() {
        assertThat(prover().audit(reader.read(targets.file("reference"))).results())
                .filteredOn(result ->
                        result.status() == CheckResult.Status.FAILED || result.status() == CheckResult.Status.BROKEN)
                .extracting(CheckResult::message)
                .isEmpty();
    }
}
