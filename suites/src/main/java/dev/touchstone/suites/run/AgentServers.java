package dev.touchstone.suites.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.suites.mcp.AgentArguments;
import dev.touchstone.suites.mcp.McpConversation;
import dev.touchstone.suites.mcp.McpServer;
import dev.touchstone.suites.mcp.McpTrial;
import dev.touchstone.suites.profile.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The MCP servers that the main process's configuration names, started and asked. They take their time to start: where there is a
 * spare sandbox, that happens in it, beside the checks of the audited one, which would find the servers' processes and pipes.
 */
public final class AgentServers {
    private static final Executor BACKGROUND = task -> {
        Thread thread = new Thread(task, "agent-servers");
        thread.setDaemon(true);
        thread.start();
    };

    private final Transcript transcript = new Transcript();
    private CompletableFuture<List<McpTrial.Finding>> ahead;

    AgentServers() {}

    /**
     * Begins in another sandbox.
     *
     * @param row says which option and which protocol versions
     * @param another gives the sandbox, whose questions and answers go into the transcript that it is given
     */
    void startIn(Property row, Function<Transcript, Sandbox> another) {
        ahead = CompletableFuture.supplyAsync(
                () -> {
                    McpConversation.rehearse(); // while the sandbox is still booting
                    return tried(row, new Facts(another.apply(transcript).guest()));
                },
                BACKGROUND);
    }

    /**
     * What came of each server. In the sandbox itself, unless another one has answered.
     *
     * @param facts of the audited sandbox
     * @throws dev.touchstone.fixtures.guest.GuestException when the executor cannot be asked
     */
    public List<McpTrial.Finding> findings(Facts facts, Check check) {
        Optional<List<McpTrial.Finding>> found = foundAhead();
        String asked = transcript.take();
        if (!asked.isEmpty()) {
            check.attach("asked and answered in another sandbox", asked);
        }
        return found.orElseGet(() -> tried(check.property(), facts));
    }

    /** Whatever has gone wrong in the other sandbox: the audited one is still there to be asked. */
    private Optional<List<McpTrial.Finding>> foundAhead() {
        if (ahead == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ahead.join()); // every step of it has a limit
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }

    private static List<McpTrial.Finding> tried(Property row, Facts facts) {
        List<String> versions = new ArrayList<>();
        row.expected().get("protocolVersions").forEach(version -> versions.add(version.asText()));
        JsonNode option = row.expected().get("option");
        List<McpServer> servers =
                AgentArguments.of(facts).servers(option.asText(), facts).orElse(List.of());
        return new McpTrial(facts, new McpConversation(versions), McpTrial.LIMIT).of(servers);
    }

    /** Waits for what is under way, which needs a sandbox that is about to be closed. */
    void await() {
        foundAhead();
    }
}
