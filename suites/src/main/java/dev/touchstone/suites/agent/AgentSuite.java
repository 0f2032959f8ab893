package dev.touchstone.suites.agent;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.target.CommandBoot;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.NotApplicableException;
import dev.touchstone.suites.run.Verifies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the main process was told to run: model, tools, servers. Read off its command line, which the kernel keeps. */
public class AgentSuite {
    private static final int MAX_FILE = 1 << 20;
    private static final String PROBE = "/proc/PID/cmdline of the main process";

    @Verifies("AGT-01")
    void theModelIsTheDocumentedOne(Sandbox sandbox, Facts facts, Check check) {
        Optional<String> model = option(sandbox, facts, check);
        String documented = check.expected("model").asText();
        check.expects("--model " + documented)
                .probe(PROBE)
                .lookAt("the launcher's arguments to the agent")
                .observes(model.orElse("no --model"));
        assertThat(model)
                .withFailMessage(
                        "the model is %s (the founding document misspells the documented one as %s)",
                        model.orElse("not given"), check.expected("erratum").asText())
                .hasValue(documented);
    }

    @Verifies("AGT-02")
    void theDocumentedToolsAreAllowed(Sandbox sandbox, Facts facts, Check check) {
        Optional<String> value = option(sandbox, facts, check);
        List<String> tools = value.map(list -> List.of(list.split("[, ]+"))).orElse(List.of());
        List<String> documented = new ArrayList<>();
        check.expected("tools").forEach(tool -> documented.add(tool.asText()));
        List<String> missing = new ArrayList<>(documented);
        missing.removeAll(tools);
        check.expects("--allowedTools with " + documented)
                .probe(PROBE)
                .lookAt("the launcher's arguments to the agent")
                .observes(value.orElse("no --allowedTools"));
        assertThat(missing)
                .withFailMessage("documented tools are not allowed: %s", missing)
                .isEmpty();
    }

    @Verifies("AGT-03")
    void twoServersAreConfigured(Sandbox sandbox, Facts facts, Check check) {
        int documented = check.expected("servers").asInt();
        Optional<String> value = option(sandbox, facts, check);
        check.expects("an MCP configuration that names " + documented + " servers")
                .probe(PROBE)
                .lookAt("the launcher's --mcp-config")
                .observes(value.orElse("no --mcp-config"));
        assertThat(value).withFailMessage("no MCP configuration is given").isPresent();
        String text = value.get().stripLeading().startsWith("{")
                ? value.get()
                : new String(facts.file(value.get(), MAX_FILE), java.nio.charset.StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        parse(text).path("mcpServers").fieldNames().forEachRemaining(names::add);
        check.observes("servers " + names);
        assertThat(names)
                .withFailMessage("%d MCP servers are configured, not %d: %s", names.size(), documented, names)
                .hasSize(documented);
    }

    private static JsonNode parse(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the MCP configuration is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The value after the row's option, or after its = sign. */
    private static Optional<String> option(Sandbox sandbox, Facts facts, Check check) {
        String option = check.expected("option").asText();
        List<String> arguments = facts.commandLine(facts.self());
        boolean noAgent = sandbox.target().boot() instanceof CommandBoot command
                && command.agent().isEmpty();
        if (noAgent && arguments.size() == 1) {
            throw new NotApplicableException("the target names no agent: the executor runs in its place, without"
                    + " arguments; give the target an \"agent\" to have its command line judged");
        }
        for (int index = 0; index < arguments.size(); index++) {
            if (arguments.get(index).startsWith(option + "=")) {
                return Optional.of(arguments.get(index).substring(option.length() + 1));
            }
            if (arguments.get(index).equals(option) && index + 1 < arguments.size()) {
                return Optional.of(arguments.get(index + 1));
            }
        }
        return Optional.empty();
    }
}
