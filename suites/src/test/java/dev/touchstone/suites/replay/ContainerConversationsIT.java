package dev.touchstone.suites.replay;

import dev.touchstone.suites.ContainerEngine;
import java.io.IOException;
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
    RecordedConversation recorded(Path directory) throws IOException {
        ContainerEngine.require();
        Path recording = directory.resolve("recorded.jsonl");
        RecordedAudits.record("container", ABOUT_THE_CONTAINER, recording);
        return RecordedConversation.of(recording);
    }
}
