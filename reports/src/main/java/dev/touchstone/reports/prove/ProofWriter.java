package dev.touchstone.reports.prove;

import dev.touchstone.reports.allure.AllureSite;
import dev.touchstone.reports.output.ReportDirectory;
import dev.touchstone.suites.mutants.Proof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a proof into one directory: prove.json, the matrix as text and as a picture, and Allure's report of the mutants with the
 * matrix as one more page.
 */
public final class ProofWriter implements AutoCloseable {
    public static final String PROOF = "prove.json";
    static final String TEXT = "matrix.txt";
    static final String PICTURE = "matrix.svg";
    /** In the site, beside Allure's own. */
    static final String PAGE = "matrix.html";

    private final ReportDirectory directory;

    private ProofWriter(ReportDirectory directory) {
        this.directory = directory;
    }

    /**
     * To be called before the campaign.
     *
     * @throws dev.touchstone.reports.output.ReportException as {@link ReportDirectory#into}
     */
    public static ProofWriter into(Path out) {
        return new ProofWriter(ReportDirectory.into(out, List.of(PROOF, TEXT, PICTURE)));
    }

    /**
     * Writes everything; prove.json last.
     *
     * @throws dev.touchstone.reports.output.ReportException when a part cannot be written
     */
    public void write(Proof proof, Instant started) {
        KillMatrix matrix = KillMatrix.of(proof);
        directory.write((results, site) -> {
            ProofResults.write(proof, started, results);
            new AllureSite().generate(environment(proof), results, site);
            Files.writeString(site.resolve(PAGE), MatrixPage.of(proof));
            directory.file(TEXT, MatrixText.of(matrix));
            directory.file(PICTURE, MatrixPicture.of(matrix));
        });
        directory.conclude(PROOF, new ProofJson().write(proof));
    }

    private static Map<String, String> environment(Proof proof) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("Result", ProofSummary.lastLine(proof));
        environment.put("Kill matrix", PAGE);
        environment.put("Left out", proof.leftOut().size() + " mutants");
        return environment;
    }

    /** Where the matrix can be opened. */
    public Path page() {
        return directory.page().resolveSibling(PAGE);
    }

    /** Lets others write there; idempotent. */
    @Override
    public void close() {
        directory.close();
    }
}
