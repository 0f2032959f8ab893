package dev.touchstone.suites.agent;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.target.CommandBoot;
import dev.touchstone.fixtures.target.ContainerBoot;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.mcp.AgentArguments;
import dev.touchstone.suites.mcp.McpServer;
import dev.touchstone.suites.mcp.McpTrial;
import dev.touchstone.suites.run.AgentServers;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.NotApplicableException;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the main process was told to run: model, tools, servers. Read off its command line, which the kernel keeps; the servers are
 * started as it would.
 */
public class AgentSuite {
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
        List<String> documented = check.texts("tools");
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
    void theDocumentedNumberOfServersIsConfigured(Sandbox sandbox, Facts facts, Check check) {
        int documented = check.expected("servers").asInt();
        check.expects("an MCP configuration that names " + documented + " servers")
                .probe(PROBE)
                .lookAt("the launcher's --mcp-config");
        List<String> names =
                servers(sandbox, facts, check).stream().map(McpServer::name).toList();
        check.observes("servers " + names);
        assertThat(names)
                .withFailMessage("%d MCP servers are configured, not %d: %s", names.size(), documented, names)
                .hasSize(documented);
    }

    @Verifies(value = "AGT-03", by = BEHAVED)
    void everyConfiguredServerAnswersAndOffersTools(Sandbox sandbox, Facts facts, AgentServers started, Check check) {
        check.expects("each configured MCP server starts, answers initialize with one of the protocol versions "
                        + check.expected("protocolVersions") + ", and tools/list with at least one tool")
                .probe(
                        "the configured command, started inside as a child of the main process, spoken to by the MCP Java SDK")
                .lookAt("the configured command, run by hand in the sandbox; its standard error");
        servers(sandbox, facts, check);
        List<McpTrial.Finding> findings = started.findings(facts, check);
        check.observes(findings.stream().map(McpTrial.Finding::describe).collect(Collectors.joining("; ")));
        List<String> faults = described(findings, McpTrial.Finding.Faulty.class);
        assertThat(faults)
                .withFailMessage(() -> "MCP server " + String.join("; MCP server ", faults))
                .isEmpty();
        List<String> untried = described(findings, McpTrial.Finding.Untried.class);
        if (!untried.isEmpty()) {
            throw new UndeterminedException("MCP server " + String.join("; MCP server ", untried));
        }
    }

    private static List<String> described(List<McpTrial.Finding> findings, Class<? extends McpTrial.Finding> kind) {
        return findings.stream()
                .filter(kind::isInstance)
                .map(McpTrial.Finding::describe)
                .toList();
    }

    private static List<McpServer> servers(Sandbox sandbox, Facts facts, Check check) {
        Optional<List<McpServer>> servers =
                arguments(sandbox, facts).servers(check.expected("option").asText(), facts);
        assertThat(servers).withFailMessage("no MCP configuration is given").isPresent();
        return servers.get();
    }

    private static Optional<String> option(Sandbox sandbox, Facts facts, Check check) {
        return arguments(sandbox, facts).option(check.expected("option").asText());
    }

    private static AgentArguments arguments(Sandbox sandbox, Facts facts) {
        AgentArguments arguments = AgentArguments.of(facts);
        Target.Boot boot = sandbox.target().boot();
        boolean noAgent = boot instanceof CommandBoot command && command.agent().isEmpty()
                || boot instanceof ContainerBoot container && container.agent().isEmpty();
        if (noAgent && arguments.words().size() == 1) {
            throw new NotApplicableException("the target names no agent: the executor runs in its place, without"
                    + " arguments; give the target an \"agent\" to have its command line judged");
        }
        return arguments;
    }
}
