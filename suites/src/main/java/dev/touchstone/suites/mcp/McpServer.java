package dev.touchstone.suites.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server of the Model Context Protocol as the agent's configuration has it.
 *
 * @param type stdio, or what else the configuration says
 * @param command a path, or a name to be looked for as a shell does; empty where there is none
 * @param environment variables beside the agent's own
 */
public record McpServer(
        String name, String type, String command, List<String> arguments, Map<String, String> environment) {
    private static final String STDIO = "stdio";

    /** Those of a configuration, in its order; an {@link AssertionError} where it is none. */
    public static List<McpServer> in(String configuration) {
        List<McpServer> servers = new ArrayList<>();
        parse(configuration)
                .path("mcpServers")
                .properties()
                .forEach(entry -> servers.add(of(entry.getKey(), entry.getValue())));
        return servers;
    }

    private static JsonNode parse(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the MCP configuration is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static McpServer of(String name, JsonNode entry) {
        List<String> arguments = new ArrayList<>();
        entry.path("args").forEach(argument -> arguments.add(argument.asText()));
        Map<String, String> environment = new LinkedHashMap<>();
        entry.path("env")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return new McpServer(
                name, entry.path("type").asText(STDIO), entry.path("command").asText(""), arguments, environment);
    }

    /** Whether it is a program that speaks on its standard input and output. */
    boolean isProgram() {
        return type.equals(STDIO) && !command.isEmpty();
    }
}
