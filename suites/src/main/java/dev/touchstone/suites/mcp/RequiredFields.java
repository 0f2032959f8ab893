package dev.touchstone.suites.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;

/** What the protocol requires of an answer in each of its versions (schema.ts), and the SDK fills in by itself where it is missing. */
final class RequiredFields {
    private static final int EXCERPT = 100;

    private RequiredFields() {}

    /**
     * @param result of an answer that is no error
     * @throws McpServerException when something is missing
     */
    static void of(String method, Object result) {
        switch (method) {
            case McpSchema.METHOD_INITIALIZE -> {
                if (text(field(field(result, "serverInfo"), "name")).isBlank()) {
                    throw new McpServerException("answers initialize without saying what it is (serverInfo)");
                }
            }
            case McpSchema.METHOD_TOOLS_LIST -> {
                if (field(result, "tools") instanceof List<?> tools) {
                    tools.forEach(RequiredFields::ofTool);
                }
            }
            default -> {
                return; // nothing else is asked
            }
        }
    }

    private static void ofTool(Object tool) {
        String name = text(field(tool, "name"));
        if (name.isBlank()) {
            throw new McpServerException("offers a tool without a name");
        }
        if (!(field(tool, "inputSchema") instanceof Map)) {
            throw new McpServerException("offers the tool " + Excerpt.of(name, EXCERPT) + " without an input schema");
        }
    }

    private static Object field(Object from, String name) {
        return from instanceof Map<?, ?> fields ? fields.get(name) : null;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }
}
