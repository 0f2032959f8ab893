package dev.touchstone.reports.sarif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.reports.verdict.JudgedCheck;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.profile.Property.Severity;

/**
 * Writes a verdict as SARIF 2.1.0: a rule for each property, a result for each check that violates, is undetermined or is
 * waived (which SARIF calls suppressed).
 */
public final class Sarif {
    /**
     * The whole document.
     *
     * @param file the target's file, as the results' location
     */
    public String write(Verdict verdict, String file) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        document.put("version", "2.1.0");
        ObjectNode run = document.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "touchstone");
        ArrayNode rules = driver.putArray("rules");
        run.putArray("invocations")
                .addObject()
                .put("executionSuccessful", true)
                .put("startTimeUtc", verdict.started().toString())
                .put("exitCode", verdict.verdict().exitCode());
        run.putObject("properties")
                .put("verdict", verdict.verdict().name())
                .put("target", verdict.target().name())
                .put("profile", verdict.profile());
        ArrayNode results = run.putArray("results");
        for (JudgedProperty property : verdict.properties()) {
            int rule = rules.size();
            rules.add(rule(property));
            if (property.checks().isEmpty() && property.outcome() == Outcome.UNDETERMINED) {
                results.add(result(
                        verdict, file, property, rule, property.outcome(), property.message(), property.claim()));
            }
            for (JudgedCheck check : property.checks()) {
                if (check.outcome() != Outcome.CONFORMS && check.outcome() != Outcome.NOT_APPLICABLE) {
                    results.add(result(verdict, file, property, rule, check.outcome(), check.message(), check.name()));
                }
            }
        }
        return document.toPrettyString() + "\n";
    }

    private static ObjectNode rule(JudgedProperty property) {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("id", property.id());
        rule.putObject("shortDescription").put("text", property.claim());
        rule.putObject("fullDescription").put("text", property.source().toString());
        if (property.source().link() != null) {
            rule.put("helpUri", property.source().link());
        }
        rule.putObject("defaultConfiguration").put("level", level(property.severity()));
        rule.putObject("properties")
                .put("area", property.area())
                .put("severity", property.severity().label())
                .put("outcome", property.outcome().name());
        return rule;
    }

    private static ObjectNode result(
            Verdict verdict,
            String file,
            JudgedProperty property,
            int rule,
            Outcome outcome,
            String message,
            String probe) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("ruleId", property.id());
        result.put("ruleIndex", rule);
        result.put("kind", "fail");
        // SARIF's own word for what is unknown, "open", has no level, and viewers hide what has none.
        result.put("level", outcome == Outcome.UNDETERMINED ? "warning" : level(property.severity()));
        result.putObject("message")
                .put(
                        "text",
                        (outcome == Outcome.UNDETERMINED ? "undetermined: " : "")
                                + (message == null ? "no reason given" : message));
        ObjectNode location = result.putArray("locations").addObject();
        location.putObject("physicalLocation").putObject("artifactLocation").put("uri", file);
        location.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", verdict.target().name() + "/" + property.area() + "/" + property.id())
                .put("kind", "resource");
        result.putObject("partialFingerprints").put("touchstone/1", property.id() + " " + probe);
        result.putObject("properties").put("outcome", outcome.name()).put("check", probe);
        if (outcome == Outcome.WAIVED) {
            result.putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", message);
        }
        return result;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }
}
