package dev.touchstone.suites.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;

/**
 * What the protocol requires of these answers in each of its versions (schema.ts: Implementation, Tool), and the SDK fills in by itself
 * where it is missing, or takes as it comes.
 */
final class RequiredFields {
    private static final int EXCERPT = 100;

    private RequiredFields() {}

    /**
     * @param result of an answer that is no error
     * @throws McpServerException when something is missing, or of another type
     */
    static void of(String method, Object result) {
        switch (method) {
            case McpSchema.METHOD_INITIALIZE -> {
                Object server = field(result, "serverInfo");
                if (text(field(server, "name")).isBlank()) {
                    throw new McpServerException("answers initialize without saying what it is (serverInfo)");
                }
                if (!(field(server, "version") instanceof String)) {
                    throw new McpServerException(
                            "answers initialize without saying which version it is (serverInfo.version)");
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
        String offered = "offers the tool " + Excerpt.of(name, EXCERPT);
        if (!(field(tool, "inputSchema") instanceof Map<?, ?> schema)) {
            throw new McpServerException(offered + " without an input schema");
        }
        if (!"object".equals(schema.get("type"))) {
            throw new McpServerException(offered + " with an input schema that is not of type object: "
                    + Excerpt.of(String.valueOf(schema.get("type")), EXCERPT));
        }
    }

    private static Object field(Object from, String name) {
        return from instanceof Map<?, ?> fields ? fields.get(name) : null;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }
}
