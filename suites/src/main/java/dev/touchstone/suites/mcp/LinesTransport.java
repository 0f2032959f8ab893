package dev.touchstone.suites.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Carries the SDK's messages over lines, on the thread that sends them: after a request, what comes is read until it is answered. The
 * SDK's ids, which are random, go out as numbers, so that a recorded conversation can be asked again. What a server notifies of is
 * dropped: to some of that the SDK answers by asking for a list anew, in the middle of the request that is under way.
 */
final class LinesTransport implements McpClientTransport {
    /** What a server may say of its own accord before it answers. */
    private static final int MOST_BETWEEN = 100;

    private static final int EXCERPT = 100;
    private static final String JSON_RPC = "2.0";
    private static final TypeRef<Map<String, Object>> FIELDS = new TypeRef<>() {};

    private final Lines lines;
    private final McpJsonMapper mapper;
    private final List<String> protocolVersions;
    private Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler = message -> message;
    private int requests;

    /** @param protocolVersions that are understood, the latest last */
    LinesTransport(Lines lines, McpJsonMapper mapper, List<String> protocolVersions) {
        this.lines = lines;
        this.mapper = mapper;
        this.protocolVersions = List.copyOf(protocolVersions);
    }

    @Override
    public List<String> protocolVersions() {
        return protocolVersions;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return Mono.fromRunnable(() -> this.handler = handler);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            if (message instanceof JSONRPCRequest request) {
                converse(request);
            } else {
                lines.send(text(message));
            }
        });
    }

    private void converse(JSONRPCRequest request) {
        int id = requests++;
        lines.send(text(new JSONRPCRequest(request.jsonrpc(), request.method(), id, request.params())));
        lines.expect(request.method());
        for (int messages = 0; messages <= MOST_BETWEEN; messages++) {
            JSONRPCMessage message = message(lines.receive());
            if (message instanceof JSONRPCResponse response) {
                requireId(request, id, response);
                if (response.error() == null) {
                    requireVersion(request, response);
                    RequiredFields.of(request.method(), response.result());
                }
                handle(new JSONRPCResponse(response.jsonrpc(), request.id(), response.result(), response.error()));
                return;
            }
            if (message instanceof JSONRPCRequest) {
                handle(message);
            }
        }
        throw new McpServerException(
                "says more than " + MOST_BETWEEN + " things before it answers " + request.method());
    }

    /** A text is not the number that it spells (JSON-RPC 2.0, section 5). */
    private void requireId(JSONRPCRequest request, int id, JSONRPCResponse response) {
        if (!Integer.valueOf(id).equals(response.id())) {
            throw new McpServerException("answers " + request.method() + " with the id "
                    + Excerpt.of(text(response.id()), EXCERPT) + ", which nobody has asked with");
        }
    }

    /** The SDK would say that there is a wrong one, but not which. */
    private void requireVersion(JSONRPCRequest request, JSONRPCResponse response) {
        if (!request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            return;
        }
        Object version = response.result() instanceof Map<?, ?> result ? result.get("protocolVersion") : null;
        if (!protocolVersions.contains(String.valueOf(version))) {
            throw new McpServerException("answers initialize "
                    + (version == null
                            ? "without a protocol version"
                            : "with the protocol version " + Excerpt.of(String.valueOf(version), EXCERPT))
                    + "; understood are " + String.join(", ", protocolVersions));
        }
    }

    private void handle(JSONRPCMessage message) {
        handler.apply(Mono.just(message)).subscribe();
    }

    /** The SDK does not look at the version of JSON-RPC, which is a text (JSON-RPC 2.0, sections 4 and 5). */
    private JSONRPCMessage message(String line) {
        try {
            JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(mapper, line);
            if (!JSON_RPC.equals(mapper.readValue(line, FIELDS).get("jsonrpc"))) {
                throw new McpServerException("writes what is no message of JSON-RPC 2.0: " + Excerpt.of(line, EXCERPT));
            }
            return message;
        } catch (IOException | IllegalArgumentException e) {
            throw new McpServerException("writes what is no message of the protocol: " + Excerpt.of(line, EXCERPT), e);
        }
    }

    private String text(Object message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (IOException e) {
            throw new IllegalStateException("what was read, or comes from the SDK itself, cannot be written", e);
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return mapper.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty(); // who has started the server ends it
    }
}
