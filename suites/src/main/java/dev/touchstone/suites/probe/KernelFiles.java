package dev.touchstone.suites.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.suites.run.UndeterminedException;
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
        List<String> writable = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        List<Result> results = Opening.forWriting(facts.guest(), paths);
        FileStatuses found = facts.fileStatuses(paths); // whatever was opened, so that a recording holds it
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            Result result = results.get(i);
            if (result.failed()) {
                answers.put(path, result.describe());
                if (!Opening.refused(result)) {
                    unclear.add(path + ": " + result.describe());
                }
            } else if (found.of(path).filter(Facts.FileStatus::isNullDevice).isPresent()) {
                answers.put(path, "covered by the null device");
            } else {
                answers.put(path, "opened");
                writable.add(path);
            }
        }
        return new KernelFiles(answers, writable, unclear);
    }

    /**
     * That none of them can be written to.
     *
     * @throws AssertionError with those that can
     * @throws UndeterminedException where that is not known of one
     */
    public void requireRefused() {
        assertThat(writable)
                .withFailMessage("files that steer the kernel can be opened for writing: %s", writable)
                .isEmpty();
        if (!unclear.isEmpty()) {
            throw new UndeterminedException("answers that say neither yes nor no: " + String.join(", ", unclear));
        }
    }

    /** All of them on one line. */
    public String describe() {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
