package dev.touchstone.suites.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suites.Suites;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the tables of what can be wrong in a conversation leave nothing out. */
class WrongConversationsTest {
    /** Why no recording can show that they fail; {@code MutantsIT} does. */
    private static final Map<String, String> ONLY_LIVE = Map.of(
            "theSandboxDiesWithItsLauncher",
                    "it kills the launcher of a sandbox, and looks for its processes on this host",
            "withoutTheTunnelsNothingGetsOut", "it kills the tunnels of a sandbox, and asks it before and after");

    @Test
    void everySuiteIsRunOnOneRecording() throws IOException {
        List<String> run = new ArrayList<>();
        for (WrongConversations table : tables()) {
            run.addAll(table.suites());
        }

        assertThat(run)
                .containsExactlyInAnyOrderElementsOf(WrongConversations.catalogue().keySet().stream()
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void everyTestIsShownToFailButThoseThatTakeARunningSandbox() throws IOException {
        Set<String> never = new TreeSet<>();
        Suites.catalogue().entries().forEach(test -> never.add(test.method().getName()));
        for (WrongConversations table : tables()) {
            never.removeAll(table.shownToFail());
        }

        assertThat(never).isEqualTo(new TreeSet<>(ONLY_LIVE.keySet()));
    }

    /** The tables call a test by its method's name alone, in the table of its suite. */
    @Test
    void everyNameIsOneTests() throws IOException {
        List<String> all = Suites.catalogue().entries().stream()
                .map(test -> test.method().getName())
                .toList();
        assertThat(all).doesNotHaveDuplicates();
        for (WrongConversations table : tables()) {
            Set<String> known = table.suiteClasses().stream()
                    .map(WrongConversations.catalogue()::get)
                    .flatMap(Collection::stream)
                    .collect(Collectors.toSet());
            assertThat(known).containsAll(table.asRecorded().tests());
            assertThat(table.conversations()).allSatisfy(wrong -> {
                assertThat(wrong.tests()).as(wrong.wrong()).isNotEmpty();
                assertThat(known).as(wrong.wrong()).containsAll(wrong.tests());
            });
        }
    }

    /** Each way in which a check can end is among them. */
    @Test
    void everyEndingIsShown() throws IOException {
        for (WrongConversations table : tables()) {
            assertThat(table.conversations())
                    .anySatisfy(wrong -> assertThat(wrong.failed()).isNotEmpty())
                    .anySatisfy(wrong -> assertThat(wrong.undetermined()).isNotEmpty());
        }
        assertThat(WrongConversations.of("machine-strict").asRecorded().notApplicable())
                .isNotEmpty();
        assertThat(WrongConversations.of("container").conversations())
                .anySatisfy(wrong -> assertThat(wrong.notApplicable()).isNotEmpty());
    }

    private static List<WrongConversations> tables() throws IOException {
        List<WrongConversations> tables = new ArrayList<>();
        for (String recording : WrongConversations.RECORDINGS) {
            tables.add(WrongConversations.of(recording));
        }
        return tables;
    }
}
