package dev.touchstone.suites.container;

import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.suites.run.NotApplicableException;

/** The container around a sandbox. */
final class Surroundings {
    private Surroundings() {}

    /** @throws NotApplicableException where the container is the sandbox: then all other checks are about it */
    static ContainerLayer of(ContainerLayer container) {
        if (container.alone()) {
            throw new NotApplicableException(
                    "no sandbox is started in this container: the executor runs in the container itself, where the other"
                            + " checks of this property ask");
        }
        return container;
    }
}
