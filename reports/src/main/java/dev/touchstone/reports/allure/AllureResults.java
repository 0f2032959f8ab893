package dev.touchstone.reports.allure;

import dev.touchstone.reports.text.Html;
import dev.touchstone.reports.verdict.JudgedCheck;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.profile.Property.Severity;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Attachment;
import io.qameta.allure.model.FixtureResult;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes allure-results: one result for each check, and one for each property without any. VIOLATES is failed, UNDETERMINED
 * broken; WAIVED and NOT_APPLICABLE are skipped, told apart by category, so that nothing is green but what conforms.
 */
public final class AllureResults {
    private static final String WAIVED = "WAIVED: ";
    private static final String NOT_APPLICABLE = "NOT APPLICABLE: ";

    private final Verdict verdict;
    private final ResultFiles files;
    private final Map<String, Deque<CheckResult>> evidence = new HashMap<>();
    private final List<String> written = new ArrayList<>();
    private double clock;

    private AllureResults(Verdict verdict, AuditRun run, Path directory) {
        this.verdict = verdict;
        this.files = new ResultFiles(directory);
        this.clock = verdict.started().toEpochMilli() + verdict.bootMillis();
        run.results()
                .forEach(result -> evidence.computeIfAbsent(result.property(), id -> new ArrayDeque<>())
                        .add(result));
    }

    /**
     * @param run what the verdict was judged from; its evidence is attached
     * @param directory exists and is empty
     */
    public static void write(Verdict verdict, AuditRun run, Path directory) throws IOException {
        AllureResults results = new AllureResults(verdict, run, directory);
        for (JudgedProperty property : verdict.properties()) {
            results.write(property);
        }
        results.writeBoot(run.launchLog());
        results.files.text(Environment.FILE, Environment.of(verdict).toProperties());
        results.writeCategories();
        results.writeExecutor();
    }

    private void write(JudgedProperty property) throws IOException {
        if (property.checks().isEmpty()) {
            write(property, property.id(), property.outcome(), property.message(), List.of(), List.of(), 0);
        }
        for (JudgedCheck check : property.checks()) {
            // The judge keeps the order of the results; checks that it adds itself come last.
            CheckResult result =
                    evidence.getOrDefault(property.id(), new ArrayDeque<>()).poll();
            write(
                    property,
                    property.id() + " " + check.name(),
                    check.outcome(),
                    check.message(),
                    List.of(
                            new Parameter().setName("expected").setValue(said(check.expected())),
                            new Parameter().setName("observed").setValue(said(check.observed())),
                            new Parameter()
                                    .setName("evidence")
                                    .setValue(check.kind().name())),
                    result == null ? List.of() : result.attachments(),
                    check.millis());
        }
    }

    private void write(
            JudgedProperty property,
            String name,
            Outcome outcome,
            String message,
            List<Parameter> parameters,
            List<Attachment> attachments,
            double millis)
            throws IOException {
        String identity = verdict.target().name() + "/" + verdict.profile() + "/" + name + "/" + written.size();
        String uuid = ResultFiles.uuid(identity);
        long start = (long) clock;
        clock += millis;
        TestResult result = new TestResult()
                .setUuid(uuid)
                .setHistoryId(ResultFiles.uuid(verdict.target().name() + "/" + name))
                .setTestCaseId(ResultFiles.uuid(property.id() + name))
                .setFullName(verdict.profile() + "." + property.area() + "." + name)
                .setName(name)
                .setStatus(status(outcome))
                .setStatusDetails(details(property, outcome, message))
                .setStage(Stage.FINISHED)
                .setStart(start)
                .setStop((long) Math.ceil(clock))
                .setDescriptionHtml(description(property))
                .setLabels(labels(property))
                .setParameters(parameters)
                .setAttachments(attach(uuid, attachments));
        if (property.source().link() != null) {
            result.setLinks(List.of(new Link()
                    .setName(property.source().document())
                    .setType("source")
                    .setUrl(property.source().link())));
        }
        files.write(result);
        written.add(uuid);
    }

    private List<Label> labels(JudgedProperty property) {
        String story = property.id() + " " + property.claim();
        return List.of(
                label("epic", verdict.target().name() + " (" + verdict.profile() + ")"),
                label("feature", property.area()),
                label("story", story),
                label("parentSuite", verdict.target().name()),
                label("suite", property.area()),
                label("subSuite", story),
                label("severity", severity(property.severity())),
                label("tag", property.id()),
                label("tag", property.basis().name().toLowerCase(Locale.ROOT)));
    }

    private static StatusDetails details(JudgedProperty property, Outcome outcome, String message) {
        if (outcome == Outcome.CONFORMS) {
            return null;
        }
        String prefix = switch (outcome) {
            case WAIVED -> WAIVED;
            case NOT_APPLICABLE -> NOT_APPLICABLE;
            default -> "";
        };
        return new StatusDetails()
                .setMessage(prefix + (message == null ? "no reason given" : message))
                .setTrace("claim: " + property.claim() + "\ndocumented: " + property.source() + "\nseverity: "
                        + property.severity().label() + "\nmore: touchstone explain " + property.id());
    }

    private static String description(JudgedProperty property) {
        return "<p>" + Html.text(property.claim()) + "</p><p>Documented: "
                + Html.text(property.source().toString()) + "</p>";
    }

    private List<io.qameta.allure.model.Attachment> attach(String owner, List<Attachment> attachments)
            throws IOException {
        List<io.qameta.allure.model.Attachment> attached = new ArrayList<>();
        for (Attachment attachment : attachments) {
            attached.add(files.attach(owner, attached.size(), attachment.name(), attachment.text()));
        }
        return attached;
    }

    private void writeBoot(String launchLog) throws IOException {
        if (launchLog == null || launchLog.isBlank()) {
            return;
        }
        String uuid = ResultFiles.uuid(verdict.target().name() + "/boot");
        long start = verdict.started().toEpochMilli();
        files.write(new TestResultContainer()
                .setUuid(uuid)
                .setName("boot")
                .setStart(start)
                .setStop(start + (long) verdict.bootMillis())
                .setChildren(written)
                .setBefores(List.of(new FixtureResult()
                        .setName("boot")
                        .setStatus(Status.PASSED)
                        .setStage(Stage.FINISHED)
                        .setStart(start)
                        .setStop(start + (long) verdict.bootMillis())
                        .setAttachments(
                                List.of(files.attach(uuid, 0, "what the launch wrote to stderr", launchLog))))));
    }

    private void writeCategories() throws IOException {
        files.json(
                "categories.json",
                List.of(
                        Map.of("name", "Violations", "matchedStatuses", List.of("failed")),
                        Map.of("name", "Undetermined", "matchedStatuses", List.of("broken")),
                        Map.of(
                                "name",
                                "Waived",
                                "matchedStatuses",
                                List.of("skipped"),
                                "messageRegex",
                                "(?s)" + WAIVED + ".*"),
                        Map.of(
                                "name",
                                "Not applicable",
                                "matchedStatuses",
                                List.of("skipped"),
                                "messageRegex",
                                "(?s)" + NOT_APPLICABLE + ".*")));
    }

    private void writeExecutor() throws IOException {
        files.json(
                "executor.json",
                Map.of(
                        "name",
                        "touchstone audit " + verdict.target().name(),
                        "type",
                        "touchstone",
                        "reportName",
                        verdict.verdict() + ": " + verdict.target().name() + " (" + verdict.profile() + ")",
                        "buildName",
                        verdict.started().toString()));
    }

    private static String said(String value) {
        return value == null ? "–" : value;
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(value);
    }

    private static Status status(Outcome outcome) {
        return switch (outcome) {
            case CONFORMS -> Status.PASSED;
            case VIOLATES -> Status.FAILED;
            case UNDETERMINED -> Status.BROKEN;
            case WAIVED, NOT_APPLICABLE -> Status.SKIPPED;
        };
    }

    /** Allure's words, which go one further up. */
    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "blocker";
            case HIGH -> "critical";
            case MEDIUM -> "normal";
            case LOW -> "minor";
        };
    }
}
