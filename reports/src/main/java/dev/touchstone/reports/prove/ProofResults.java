package dev.touchstone.reports.prove;

import dev.touchstone.reports.allure.ResultFiles;
import dev.touchstone.suites.mutants.Mutant;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes allure-results of a proof: one result for each mutant. Only what is killed without a complaint from elsewhere is green; a
 * survivor or a wrong kill is failed, an undetermined one broken, an equivalent one skipped.
 */
final class ProofResults {
    private final Proof proof;
    private final ResultFiles files;
    private long clock;

    private ProofResults(Proof proof, Instant started, Path directory) {
        this.proof = proof;
        this.files = new ResultFiles(directory);
        this.clock = started.toEpochMilli();
    }

    /** @param directory exists and is empty */
    static void write(Proof proof, Instant started, Path directory) throws IOException {
        ProofResults results = new ProofResults(proof, started, directory);
        for (Trial trial : proof.trials()) {
            results.write(trial);
        }
        results.files.json(
                "executor.json",
                Map.of(
                        "name",
                        "touchstone prove",
                        "type",
                        "touchstone",
                        "reportName",
                        ProofSummary.lastLine(proof),
                        "buildName",
                        started.toString()));
    }

    private void write(Trial trial) throws IOException {
        Mutant mutant = trial.mutant();
        String uuid = ResultFiles.uuid("mutant/" + mutant.id());
        long start = clock;
        clock += trial.duration().toMillis();
        files.write(new TestResult()
                .setUuid(uuid)
                .setHistoryId(uuid)
                .setTestCaseId(uuid)
                .setFullName("mutants." + mutant.mutantClass() + "." + mutant.id())
                .setName(mutant.id())
                .setStatus(status(trial))
                .setStatusDetails(new StatusDetails()
                        .setMessage(trial.result() + ": " + (trial.holds() ? trial.message() : trial.complaint()))
                        .setTrace(String.join("\n", trial.effect())))
                .setStage(Stage.FINISHED)
                .setStart(start)
                .setStop(clock)
                .setDescription(mutant.why())
                .setLabels(List.of(
                        label("epic", mutant.base()),
                        label("feature", mutant.mutantClass()),
                        label("story", String.join(", ", mutant.breaks())),
                        label("parentSuite", mutant.base()),
                        label("suite", mutant.mutantClass())))
                .setLinks(List.of(new Link()
                        .setName("kill matrix")
                        .setType("matrix")
                        .setUrl(ProofWriter.PAGE + "#" + mutant.id()))));
    }

    private static Status status(Trial trial) {
        if (trial.result() == Result.KILLED) {
            return trial.holds() ? Status.PASSED : Status.FAILED;
        }
        return switch (trial.result()) {
            case UNDETERMINED -> Status.BROKEN;
            case EQUIVALENT -> Status.SKIPPED;
            default -> Status.FAILED;
        };
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(value);
    }
}
