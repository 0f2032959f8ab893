package dev.touchstone.reports.allure;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.reports.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the report says about the audit as a whole, and nothing about the machine that it ran on.
 *
 * @param values by name, what a reader looks for first
 */
record Environment(Map<String, String> values) {
    static final String FILE = "environment.properties";

    static Environment of(Verdict verdict) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Verdict", verdict.verdict().name());
        values.put("Target", verdict.target().name() + " (" + verdict.target().kind() + ")");
        values.put("Profile", verdict.profile());
        if (!verdict.only().isEmpty()) {
            values.put("Limited to", String.join(", ", verdict.only()));
        }
        values.put(
                "Time",
                verdict.calls() + " system calls in " + Math.round(verdict.auditMillis()) + " ms, booted in "
                        + Math.round(verdict.bootMillis()) + " ms");
        verdict.counts().forEach((outcome, count) -> values.put("Properties: " + outcome, count.toString()));
        values.put(
                "Digest",
                verdict.target().digest() == null ? "none" : verdict.target().digest());
        int note = 0;
        for (String text : verdict.notes()) {
            values.put("Note " + ++note, text);
        }
        values.replaceAll((name, value) -> VisibleText.line(value));
        return new Environment(values);
    }

    /** In the format of java.util.Properties, which Allure's other tools read. */
    String toProperties() {
        StringBuilder properties = new StringBuilder();
        values.forEach((name, value) -> properties
                .append(name.replace(" ", "\\ ").replace(":", "\\:"))
                .append(" = ")
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        return properties.toString();
    }
}
