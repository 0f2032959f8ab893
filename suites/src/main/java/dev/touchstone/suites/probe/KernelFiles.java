package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.guest.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files by which a kernel can be steered, and what came of opening each for writing.
 *
 * @param answers by path, as messages name them: an error, "opened", or what covers the path
 * @param writable those that can be written to
 * @param unclear those whose error does not say that they cannot
 */
public record KernelFiles(Map<String, String> answers, List<String> writable, List<String> unclear) {

    /** Opens each; nothing is written. Container engines cover such paths with the null device, which takes whatever is written. */
    public static KernelFiles opened(Facts facts, List<String> paths) {
        Map<String, String> answers = new TreeMap<>();
        List<String> opened = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        List<Result> results = Opening.forWriting(facts.guest(), paths);
        FileStatuses found = facts.fileStatuses(paths); // whatever was opened, so that a recording holds it
        for (int i = 0; i < paths.size(); i++) {
            Result result = results.get(i);
            answers.put(paths.get(i), result.failed() ? result.describe() : "opened");
            if (!result.failed()) {
                opened.add(paths.get(i));
            } else if (!Opening.refused(result)) {
                unclear.add(paths.get(i) + ": " + result.describe());
            }
        }
        List<String> covered = opened.stream()
                .filter(path ->
                        found.of(path).filter(Facts.FileStatus::isNullDevice).isPresent())
                .toList();
        covered.forEach(path -> answers.put(path, "covered by the null device"));
        opened.removeAll(covered);
        return new KernelFiles(answers, opened, unclear);
    }

    /** All of them on one line. */
    public String describe() {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
