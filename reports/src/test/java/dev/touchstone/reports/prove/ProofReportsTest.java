package dev.touchstone.reports.prove;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofReportsTest {
    private final Proof proof = Proofs.everything();

    @Test
    void theMatrixInLetters() {
        assertThat(MatrixText.of(KillMatrix.of(proof))).startsWith("""
                           IIPN
                           SSRE
                           OOVT
                           ----
                           0000
                           2354
                network
                  killed   K··c
                  noisy    K?!·
                seccomp
                  survivor ··S·
                  mistaken ··S!
                  unseen   ··S·
                  same     ····
                mutants that it killed""".replace("mutants that it killed", ""));
    }

    @Test
    void countsWhatEachPropertyKilled() {
        KillMatrix matrix = KillMatrix.of(proof);

        assertThat(matrix.columns()).extracting(matrix::kills).containsExactly(2L, 0L, 0L, 0L);
    }

    @Test
    void listsWhatWentWrongApartFromEachOther() {
        assertThat(ProofSummary.of(proof))
                .contains("\nsurvivors\n  survivor (m.yaml:4:5)\n      this is <why>\\x1b\n")
                .contains("\nwrong kills\n  mistaken (m.yaml:4:5)\n")
                .contains("\nundetermined\n  unseen (m.yaml:4:5)\n")
                .contains("\n  noisy (m.yaml:4:5)\n      surprising\n  noisy (m.yaml:4:5)\n      unclear\n")
                .contains("\nleft out, for they cannot be booted on this machine: 1\n  it takes root: absent\n")
                .endsWith("\nprove: 2 of 5 killed, 1 survived, 1 wrong, 1 undetermined, 1 equivalent in 23.4 s\n");
    }

    @Test
    void saysWhatWasTriedTwice() {
        Trial second = Proofs.trial(
                Proofs.mutant("slow", "network", Set.of("ISO-02"), Map.of()),
                Result.KILLED,
                Map.of("ISO-02", "open"),
                Map.of());
        Trial trial = new Trial(
                second.mutant(),
                second.result(),
                second.judged(),
                second.violated(),
                second.undetermined(),
                second.effect(),
                second.message(),
                second.duration(),
                "it did not boot");

        assertThat(ProofSummary.of(new Proof(List.of(trial), List.of(), Duration.ZERO)))
                .contains("\ntried twice, and counted as the second time ended: the first left something open\n"
                        + "  slow (m.yaml:4:5)\n      it did not boot\n");
        assertThat(ProofSummary.of(proof)).doesNotContain("tried twice");
    }

    @Test
    void theDocumentIsTheDocumentedOne() throws IOException {
        JsonNode document = new ObjectMapper().readTree(new ProofJson().write(proof));

        assertThat(document.get("schema").textValue()).isEqualTo("touchstone.prove/1");
        assertThat(document.get("durationMillis").intValue()).isEqualTo(23_449);
        JsonNode noisy = document.get("mutants").get(1);
        assertThat(noisy.get("id").textValue()).isEqualTo("noisy");
        assertThat(noisy.get("class").textValue()).isEqualTo("network");
        assertThat(noisy.get("base").textValue()).isEqualTo("reference");
        assertThat(noisy.get("breaks")).extracting(JsonNode::textValue).containsExactly("ISO-02");
        assertThat(noisy.get("result").textValue()).isEqualTo("KILLED");
        assertThat(noisy.get("killedBy")).extracting(JsonNode::textValue).containsExactly("ISO-02");
        assertThat(noisy.get("collateral")).extracting(JsonNode::textValue).containsExactly("PRV-05");
        assertThat(noisy.get("message").textValue()).startsWith("this is");
        assertThat(noisy.get("millis").intValue()).isEqualTo(120);
        assertThat(document.get("mutants").get(0).at("/consequences/NET-04").textValue())
                .isEqualTo("It follows.");
        assertThat(document.at("/leftOut/0/why").textValue()).isEqualTo("it takes root");
        assertThat(document.at("/properties/0/kills")).hasSize(2);
    }

    @Test
    void thePageFetchesNothingAndEscapesWhatASandboxSays() {
        String page = MatrixPage.of(proof);

        assertThat(page)
                .contains("default-src 'none'", "&lt;why&gt;\\x1b", "Somebody &lt;b&gt;did&lt;/b&gt; it.")
                .doesNotContain("<script", "http://", "https://", "url(", "<b>did</b>");
        assertThat(page).contains("title=\"noisy, PRV-05: complained without a reason\"");
    }

    @Test
    void thePictureIsSmallAndWellFormed() throws Exception {
        String picture = MatrixPicture.of(KillMatrix.of(many(200)));

        assertThat(picture).hasSizeLessThan(16_000);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
    }

    private static Proof many(int count) {
        List<Trial> trials = IntStream.range(0, count)
                .mapToObj(i -> Proofs.trial(
                        Proofs.mutant("m" + i, "class" + i / 25, Set.of("ISO-02"), Map.of()),
                        Result.KILLED,
                        Map.of("ISO-02", "open"),
                        Map.of()))
                .toList();
        return new Proof(trials, List.of(), proofDuration());
    }

    private static java.time.Duration proofDuration() {
        return java.time.Duration.ofSeconds(1);
    }

    @Test
    void everythingIsWrittenIntoOneDirectory(@TempDir Path directory) throws IOException {
        try (ProofWriter writer = ProofWriter.into(directory)) {
            writer.write(proof, Instant.EPOCH);
            assertThat(writer.page()).isRegularFile();
        }
        assertThat(directory.resolve("prove.json")).isRegularFile();
        assertThat(directory.resolve("matrix.txt")).isRegularFile();
        assertThat(directory.resolve("matrix.svg")).isRegularFile();
        assertThat(Files.readString(directory.resolve("site/data/behaviors.json")))
                .contains("survivor", "network", "seccomp");
    }
}
