package dev.touchstone.suites.mutants;

import dev.touchstone.suites.ContainerEngine;
import java.util.Set;

/** The mutants of the container, audited for what is about the container: the sandbox in it has mutants of its own. */
class ContainerMutantsIT extends EveryMutant {
    private static final int AT_A_TIME = 3; // each waits for the engine most of the time
    private static final Set<String> ABOUT_THE_CONTAINER =
            Set.of("container", "privileges", "memory", "sessions", "ISO-10", "OS-04", "PRC-05");

    ContainerMutantsIT() {
        super(
                Mutants.read().stream()
                        .filter(mutant -> mutant.mutantClass().equals("container"))
                        .toList(),
                AT_A_TIME,
                ABOUT_THE_CONTAINER);
    }

    @Override
    void require() {
        ContainerEngine.require();
    }
}
