package dev.touchstone.suites.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The suites on what the reference sandbox answers. */
@Tag("boots")
@Timeout(180)
class ReferenceConversationsIT extends SuiteMetaTest {
    ReferenceConversationsIT() {
        super("reference");
    }

    @Override
    RecordedConversation recorded(Path directory) throws IOException {
        Path recording = directory.resolve("recorded.jsonl");
        RecordedAudits.record("reference", Set.of(), recording);
        return RecordedConversation.of(recording);
    }
}
