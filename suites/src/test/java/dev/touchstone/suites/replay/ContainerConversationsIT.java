package dev.touchstone.suites.replay;

import dev.touchstone.suites.ContainerEngine;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The suites of the container around a sandbox on what the shipped one answers. */
@Tag("boots")
@Timeout(value = 10, unit = TimeUnit.MINUTES) // with the image
class ContainerConversationsIT extends SuiteMetaTest {
    private static final Set<String> ABOUT_THE_CONTAINER =
            Set.of("container", "MEM-03", "ISO-10", "PRV-01", "PRV-02", "PRV-03", "PRV-07");

    ContainerConversationsIT() {
        super("container");
    }

    @Override
    RecordedConversation recorded(Path directory) {
        ContainerEngine.require();
        return RecordedAudits.recordUndisturbed("container", ABOUT_THE_CONTAINER, directory.resolve("recorded.jsonl"));
    }
}
