package dev.touchstone.suites.replay;

import dev.touchstone.suites.run.SuiteTestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test of the suites: each is run by JUnit on a recording, as it is, and with one thing wrong in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SuiteMetaTest {
    private final String recording;
    private final SuiteTestKit kit = new SuiteTestKit();

    private Path directory;
    private RecordedConversation recorded;
    private WrongConversations table;

    /** @param recording the name of the recorded target, and of its table */
    SuiteMetaTest(String recording) {
        this.recording = recording;
    }

    /** The recording. */
    abstract RecordedConversation recorded(Path directory) throws IOException;

    @BeforeAll
    void read(@TempDir Path ofAll) throws IOException {
        directory = ofAll;
        table = WrongConversations.of(recording);
        recorded = recorded(directory);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aSuiteEndsAsKnownOnTheRecordingAsItIs(Class<?> suite) throws IOException {
        Set<String> tests = Set.copyOf(WrongConversations.catalogue().get(suite));

        assertEndings(recorded, tests, table.asRecorded());
    }

    Stream<Named<Class<?>>> aSuiteEndsAsKnownOnTheRecordingAsItIs() {
        return table.suiteClasses().stream().map(suite -> Named.of(suite.getSimpleName(), suite));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsWrongIsFoundByItsTestsAndNoOthers(WrongConversation wrong) throws IOException {
        assertEndings(wrong.in(recorded), wrong.tests(), wrong);
    }

    Stream<WrongConversation> whatIsWrongIsFoundByItsTestsAndNoOthers() {
        return table.conversations().stream();
    }

    private void assertEndings(RecordedConversation conversation, Set<String> tests, WrongConversation wrong)
            throws IOException {
        Path file = conversation.writtenTo(Files.createTempFile(directory, recording, ".jsonl"));
        SuiteTestKit.Run run = kit.execute(file, table.suiteClasses(tests));
        new SuiteEndings(run).assertEndings(table.asRecorded(), wrong);
        Files.delete(file);
    }
}
