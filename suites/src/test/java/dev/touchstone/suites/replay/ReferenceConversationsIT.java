package dev.touchstone.suites.replay;

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
    RecordedConversation recorded(Path directory) {
        return RecordedAudits.recordUndisturbed("reference", Set.of(), directory.resolve("recorded.jsonl"));
    }
}
