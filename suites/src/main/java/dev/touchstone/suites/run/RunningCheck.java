package dev.touchstone.suites.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.suites.profile.Property;
import java.util.ArrayList;
import java.util.List;

/** Collects what a running check says of itself, and words its failure. */
final class RunningCheck implements Check {
    private static final int MAX_ATTACHMENT = 16 * 1024;
    private static final int MAX_LINE = 2048;

    private final Property property;
    private final List<CheckResult.Attachment> attachments = new ArrayList<>();
    private String expected;
    private String observed;
    private String probe;
    private String lookAt;

    RunningCheck(Property property) {
        this.property = property;
    }

    @Override
    public Property property() {
        return property;
    }

    @Override
    public JsonNode expected(String key) {
        JsonNode value = property.expected().get(key);
        if (value == null) {
            throw new IllegalStateException("the profile's row " + property.id() + " has no expected value \"" + key
                    + "\"; it has " + property.expected().keySet());
        }
        return value;
    }

    @Override
    public Check expects(String text) {
        this.expected = bounded(text, MAX_LINE);
        return this;
    }

    @Override
    public Check observes(String text) {
        this.observed = bounded(text, MAX_LINE);
        return this;
    }

    @Override
    public Check probe(String text) {
        this.probe = text;
        return this;
    }

    @Override
    public Check lookAt(String text) {
        this.lookAt = text;
        return this;
    }

    @Override
    public Check attach(String name, String text) {
        attachments.add(new CheckResult.Attachment(name, bounded(text, MAX_ATTACHMENT)));
        return this;
    }

    String expectedText() {
        return expected != null ? expected : property.claim();
    }

    /** What was seen; for a failure that said nothing of it, the first line of why it failed. */
    String observedText(String failure) {
        if (observed != null || failure == null) {
            return observed;
        }
        return bounded(failure.strip().lines().findFirst().orElse(""), MAX_LINE);
    }

    List<CheckResult.Attachment> attachments() {
        return attachments;
    }

    /** The whole message of a violation: what was documented and where, what was seen, by which probe, what to look at. */
    String violation(String finding) {
        StringBuilder message = new StringBuilder();
        message.append(bounded(finding.strip(), MAX_ATTACHMENT));
        line(message, "documented", expectedText());
        line(
                message,
                "source",
                property.source().document() + ": " + property.source().sentence());
        line(message, "observed", observedText(finding));
        line(message, "probe", probe);
        line(message, "look at", lookAt);
        return message.toString();
    }

    private static void line(StringBuilder message, String label, String text) {
        if (text != null) {
            message.append(String.format("%n  %-11s %s", label + ":", text));
        }
    }

    private static String bounded(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "… (" + text.length() + " characters in all)";
    }
}
