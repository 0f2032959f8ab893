package dev.touchstone.reports.cli;

import java.util.Collection;
import picocli.CommandLine.Model.CommandSpec;

/** Looks at options that take words between commas. */
final class GivenWords {
    private GivenWords() {}

    /**
     * That an option which was given says something: nothing at all would be taken for everything.
     *
     * @throws Complaint where it has no word, or an empty one
     */
    static void require(CommandSpec command, String option, Collection<String> words) {
        boolean given = command.commandLine().getParseResult().hasMatchedOption(option);
        if (given && (words.isEmpty() || words.stream().anyMatch(String::isBlank))) {
            throw new Complaint(option + ": a word is missing: give one, or several with commas between them");
        }
    }
}
