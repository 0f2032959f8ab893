package dev.touchstone.suites.replay;

import java.io.IOException;
import java.nio.file.Path;

/** The suites on what the documented machine answered; see {@link RecordedMachineTest}. */
class MachineConversationsTest extends SuiteMetaTest {
    MachineConversationsTest() {
        super("machine-strict");
    }

    @Override
    RecordedConversation recorded(Path directory) throws IOException {
        return RecordedConversation.ofTheMachine();
    }
}
