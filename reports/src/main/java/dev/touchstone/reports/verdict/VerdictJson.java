package dev.touchstone.reports.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.touchstone.suites.profile.Property;
import java.io.UncheckedIOException;

/** How a verdict is spelled in JSON: times in ISO 8601, severities and bases in lower case, outcomes in capitals. */
public final class VerdictJson {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addMixIn(Property.Severity.class, LowerCase.class)
            .addMixIn(Property.Basis.class, LowerCase.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The whole document, ending with a line end. */
    public String write(Verdict verdict) {
        try {
            return mapper.writeValueAsString(verdict) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a tree, for documents that a verdict is a part of. */
    public JsonNode tree(Verdict verdict) {
        return mapper.valueToTree(verdict);
    }

    /** Strictly one JSON document, no name twice in an object. */
    JsonNode parse(String json) throws JsonProcessingException {
        return mapper.readTree(json);
    }

    /** Reads what has the schema's form; unknown fields are allowed, as fields are only ever added. */
    Verdict read(JsonNode tree) throws JsonProcessingException {
        return mapper.treeToValue(tree, Verdict.class);
    }

    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    private interface LowerCase {}
}
