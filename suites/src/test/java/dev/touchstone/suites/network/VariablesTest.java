package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final JsonNode DOCUMENTED =
            JsonNodeFactory.instance.objectNode().put("HTTP_PROXY", "http://localhost:3128");
    private static final List<String> LIST = List.of("localhost", "127.0.0.1", ".local");

    @Test
    void aDocumentedValueDeviatesInNothing() {
        Map<String, String> environment = Map.of("HTTP_PROXY", "http://localhost:3128", "HOME", "/");
        assertThat(Variables.deviations(DOCUMENTED, environment)).isEmpty();
        assertThat(Variables.found(DOCUMENTED, environment).toString()).isEqualTo("{HTTP_PROXY=http://localhost:3128}");
    }

    @Test
    void aMissingVariableAndAnotherValueAreNamed() {
        assertThat(Variables.deviations(DOCUMENTED, Map.of())).containsExactly("HTTP_PROXY is not set");
        assertThat(Variables.deviations(DOCUMENTED, Map.of("HTTP_PROXY", "http://10.0.0.1:8080")))
                .containsExactly("HTTP_PROXY is http://10.0.0.1:8080, not http://localhost:3128");
    }

    @Test
    void theOrderOfAListDoesNotMatter() {
        assertThat(Variables.listDeviations(LIST, ".local, localhost,127.0.0.1"))
                .isEmpty();
    }

    @Test
    void missingAndFurtherEntriesAreNamed() {
        assertThat(Variables.listDeviations(LIST, "localhost,.local,evil.example"))
                .containsExactly("lacks [127.0.0.1]", "has [evil.example] more");
    }

    @Test
    void anEmptyValueLacksAllAndHasAnEmptyEntry() {
        assertThat(Variables.listDeviations(LIST, ""))
                .containsExactly("lacks [localhost, 127.0.0.1, .local]", "has [] more");
    }

    @Test
    void anEntryForEverythingIsOneMore() {
        assertThat(Variables.listDeviations(LIST, "localhost,127.0.0.1,.local,*"))
                .containsExactly("has [*] more");
    }
}
