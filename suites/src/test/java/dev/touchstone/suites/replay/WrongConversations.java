package dev.touchstone.suites.replay;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.run.SuiteCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A recording, and in which ways it can be wrong; see {@code conversations/machine-strict.yaml}.
 *
 * @param suites the simple names of the classes that are run on it
 * @param asRecorded what does not succeed on the recording as it is
 */
record WrongConversations(
        List<String> suites,
        WrongConversation asRecorded,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<WrongConversation> conversations) {
    /** The names of the recorded targets. */
    static final List<String> RECORDINGS = List.of("machine-strict", "reference", "container");

    /** @param recording the name of its target */
    static WrongConversations of(String recording) throws IOException {
        try (InputStream yaml = WrongConversations.class.getResourceAsStream("/conversations/" + recording + ".yaml")) {
            return new YAMLMapper().readValue(yaml, WrongConversations.class);
        }
    }

    /** The classes that are run on it, in the order of the catalogue. */
    Set<Class<?>> suiteClasses() {
        return catalogue().keySet().stream()
                .filter(suite -> suites.contains(suite.getSimpleName()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The classes that these tests have a share in, and those of their packages: suites of one area speak on the same connections,
     * where questions in the same words are answered in the order in which they were asked.
     */
    Set<Class<?>> suiteClasses(Set<String> tests) {
        Set<Package> packages = catalogue().entrySet().stream()
                .filter(suite -> suite.getValue().stream().anyMatch(tests::contains))
                .map(suite -> suite.getKey().getPackage())
                .collect(Collectors.toSet());
        return suiteClasses().stream()
                .filter(suite -> packages.contains(suite.getPackage()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The tests that are shown to find a violation. */
    Set<String> shownToFail() {
        Set<String> tests = new TreeSet<>(asRecorded.failed().keySet());
        conversations.forEach(wrong -> tests.addAll(wrong.failed().keySet()));
        return tests;
    }

    /** The names of the tests of each suite. */
    static Map<Class<?>, List<String>> catalogue() {
        Map<Class<?>, List<String>> tests = new LinkedHashMap<>();
        for (SuiteCatalogue.Entry test : Suites.catalogue().entries()) {
            tests.computeIfAbsent(test.suite(), suite -> new ArrayList<>())
                    .add(test.method().getName());
        }
        return tests;
    }
}
