package dev.touchstone.reports.intoto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.reports.verdict.VerdictJson;
import org.junit.jupiter.api.Test;

class StatementTest {
    private final Verdict verdict = Judge.judge(Runs.everyOutcome().run(), Runs.CLOCK);

    @Test
    void statesTheVerdictAboutTheDigest() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode statement = mapper.readTree(new Statement().write(verdict, Runs.DIGEST));

        assertThat(statement.get("_type").textValue()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.at("/subject/0/name").textValue()).isEqualTo("mine");
        assertThat(statement.at("/subject/0/digest/sha256").textValue()).isEqualTo("0123456789abcdef".repeat(4));
        assertThat(statement.get("predicateType").textValue()).isEqualTo("urn:touchstone:verdict:1");
        assertThat(statement.get("predicate")).isEqualTo(mapper.readTree(new VerdictJson().write(verdict)));
    }

    @Test
    void refusesADigestOfAnotherKind() {
        assertThatThrownBy(() -> new Statement().write(verdict, "md5:00"))
                .hasMessage("digest \"md5:00\" does not begin with sha256:");
    }
}
