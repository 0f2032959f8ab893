package dev.touchstone.suites;

import dev.touchstone.fixtures.container.Engine;
import dev.touchstone.fixtures.container.EngineException;
import org.junit.jupiter.api.Assumptions;

/** The engine that tests of containers need. */
public final class ContainerEngine {
    private ContainerEngine() {}

    /** Leaves out what needs one where there is none; not in CI, where there has to be one. */
    public static void require() {
        try {
            Engine.open();
        } catch (EngineException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            Assumptions.abort(e.getMessage());
        }
    }
}
