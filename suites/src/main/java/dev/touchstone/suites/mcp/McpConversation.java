package dev.touchstone.suites.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.touchstone.fixtures.guest.GuestException;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** initialize and tools/list, asked of one server by the protocol's Java SDK. */
public final class McpConversation {
    /** The lines have a limit of their own, which is shorter. */
    private static final Duration NOT_REACHED = Duration.ofMinutes(5);

    private static final int EXCERPT = 100;
    private static final int TOOLS_NAMED = 20;
    private static final int MOST_PAGES = 5;

    /** For results of tools, of which none is called; the SDK would load a validator of its own. */
    private static final JsonSchemaValidator UNUSED =
            (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid("");

    private final List<String> protocolVersions;

    /** @param protocolVersions that are understood, the latest last */
    public McpConversation(List<String> protocolVersions) {
        this.protocolVersions = List.copyOf(protocolVersions);
    }

    /**
     * What a server that does what it should has said.
     *
     * @param server what it calls itself, with its version
     * @param tools the names of the first page, twenty at most
     */
    public record Offer(String server, String protocolVersion, int count, List<String> tools) {
        /** As in messages. */
        public String describe() {
            return server + ", protocol " + protocolVersion + ", offers " + String.join(", ", tools)
                    + (count > tools.size() ? " and " + (count - tools.size()) + " more" : "");
        }
    }

    /**
     * @throws McpServerException with what is wrong with it
     * @throws GuestException when the executor cannot be asked
     */
    Offer with(Lines lines) {
        AtomicReference<String> asked = new AtomicReference<>(McpSchema.METHOD_INITIALIZE);
        LinesTransport transport =
                new LinesTransport(lines, new JacksonMcpJsonMapper(new JsonMapper()), protocolVersions);
        try (McpSyncClient client = McpClient.sync(transport)
                .clientInfo(McpSchema.Implementation.builder("touchstone", "1").build())
                .requestTimeout(NOT_REACHED)
                .initializationTimeout(NOT_REACHED)
                .jsonSchemaValidator(UNUSED)
                .build()) {
            McpSchema.InitializeResult introduced = client.initialize();
            if (introduced.capabilities() == null || introduced.capabilities().tools() == null) {
                throw new McpServerException("offers no tool: its answer to initialize announces none");
            }
            asked.set(McpSchema.METHOD_TOOLS_LIST);
            return offer(introduced, tools(client));
        } catch (GuestException | McpServerException e) {
            throw e;
        } catch (RuntimeException e) { // what the SDK makes of an answer that it does not like
            throw told(asked.get(), e);
        }
    }

    /** Of the first page that has any. */
    private static List<McpSchema.Tool> tools(McpSyncClient client) {
        String cursor = McpSchema.FIRST_PAGE;
        for (int page = 0; page < MOST_PAGES; page++) {
            McpSchema.ListToolsResult listed = client.listTools(cursor);
            if (!listed.tools().isEmpty()) {
                return listed.tools();
            }
            cursor = listed.nextCursor();
            if (cursor == null) {
                throw new McpServerException("offers no tool: its answer to tools/list is empty");
            }
        }
        throw new McpServerException("offers no tool: the first " + MOST_PAGES + " pages of tools/list are empty");
    }

    /**
     * Has the conversation with nobody, who answers nothing. To be called on another thread, well before the first: loading the SDK
     * takes half a second.
     */
    public static void rehearse() {
        Lines nobody = new Lines() {
            private String asked = "";

            @Override
            public void send(String line) {
                // said into the air
            }

            @Override
            public void expect(String answer) {
                asked = answer;
            }

            @Override
            public String receive() {
                return switch (asked) {
                    case McpSchema.METHOD_INITIALIZE ->
                        "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"1\",\"capabilities\":{\"tools\":{}},"
                                + "\"serverInfo\":{\"name\":\"nobody\",\"version\":\"0\"}}}";
                    default ->
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"none\",\"inputSchema\":{\"type\":\"object\"}}]}}";
                };
            }
        };
        new McpConversation(List.of("1")).with(nobody);
    }

    private static Offer offer(McpSchema.InitializeResult introduced, List<McpSchema.Tool> tools) {
        McpSchema.Implementation server = introduced.serverInfo();
        return new Offer(
                Excerpt.of(server.name() + " " + server.version(), EXCERPT),
                introduced.protocolVersion(),
                tools.size(),
                tools.stream()
                        .limit(TOOLS_NAMED)
                        .map(tool -> Excerpt.of(tool.name(), EXCERPT))
                        .toList());
    }

    private static RuntimeException told(String asked, RuntimeException thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof GuestException || e instanceof McpServerException) {
                return (RuntimeException) e;
            }
            if (e instanceof McpError error) {
                return new McpServerException(
                        "answers " + asked + " with an error: "
                                + Excerpt.of(String.valueOf(error.getMessage()), EXCERPT),
                        e);
            }
        }
        return new McpServerException(
                "answers " + asked + " with what is no answer to it: "
                        + Excerpt.of(String.valueOf(thrown.getMessage()), EXCERPT),
                thrown);
    }
}
