package dev.touchstone.reports.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.container.Engine;
import dev.touchstone.fixtures.container.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** An image under the name that the README has for one; the name is of a reserved domain, and nobody's. */
final class PlainImage {
    static final String NAME = "registry.example/agent:1";

    private static final String BASE = "touchstone/cowork-base";

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private PlainImage() {}

    /** Skips the test where there is no engine; CI has one. Makes the image where it is not there yet. */
    static void tag() throws IOException, InterruptedException {
        Engine engine;
        try {
            engine = Engine.open();
        } catch (EngineException e) {
            assertThat(System.getenv("CI"))
                    .as("CI has to run this test: " + e.getMessage())
                    .isNotEqualTo("true");
            Assumptions.abort(e.getMessage());
            return;
        }
        if (engine.images().find(BASE).isEmpty()) {
            make();
        }
        DockerClientFactory.lazyClient()
                .tagImageCmd(BASE, "registry.example/agent", "1")
                .exec();
    }

    private static void make() throws IOException, InterruptedException {
        Process prepare = new ProcessBuilder(System.getProperty("touchstone.root") + "/fixtures/images/cowork/prepare")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!prepare.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            prepare.destroyForcibly();
        }
        assertThat(prepare.waitFor())
                .as("status of fixtures/images/cowork/prepare")
                .isZero();
    }

    /** Where there is no engine there is nothing to remove. */
    static void untag() {
        try {
            Engine.require();
        } catch (EngineException e) {
            return;
        }
        Engine.open()
                .images()
                .find(NAME)
                .ifPresent(image ->
                        DockerClientFactory.lazyClient().removeImageCmd(NAME).exec());
    }
}
