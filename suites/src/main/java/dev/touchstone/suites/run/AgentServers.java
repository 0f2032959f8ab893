package dev.touchstone.suites.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.suites.mcp.AgentArguments;
import dev.touchstone.suites.mcp.McpConversation;
import dev.touchstone.suites.mcp.McpServer;
import dev.touchstone.suites.mcp.McpTrial;
import dev.touchstone.suites.profile.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Twice what a trial takes at most, to start, ask and end the servers: the sandbox for it takes its time to boot, too. */
    private static final Duration LIMIT = Duration.ofSeconds(80);

    private final Transcript transcript = new Transcript();
    private CompletableFuture<Optional<List<McpTrial.Finding>>> ahead =
            CompletableFuture.completedFuture(Optional.empty());

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
                    return sandbox(another).map(sandbox -> tried(row, new Facts(sandbox.guest())));
                },
                BACKGROUND);
    }

    private Optional<Sandbox> sandbox(Function<Transcript, Sandbox> another) {
        try {
            return Optional.of(another.apply(transcript));
        } catch (BootException e) { // the audited one is still there to be asked
            return Optional.empty();
        }
    }

    /**
     * What came of each server. In the sandbox itself only where no other one has come up: a server may end the sandbox that it is
     * started in, and everything else could not be judged.
     *
     * @param facts of the audited sandbox
     * @throws dev.touchstone.fixtures.guest.GuestException when the executor cannot be asked
     * @throws UndeterminedException when nobody has come to an end
     */
    public List<McpTrial.Finding> findings(Facts facts, Check check) {
        Optional<List<McpTrial.Finding>> found = foundAhead();
        String asked = transcript.take();
        if (!asked.isEmpty()) {
            check.attach("asked and answered in another sandbox", asked);
        }
        return found.orElseGet(() -> tried(check.property(), facts));
    }

    private Optional<List<McpTrial.Finding>> foundAhead() {
        try {
            return ahead.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UndeterminedException("trying the MCP servers in a second sandbox has not come to an end within "
                    + LIMIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeterminedException("interrupted while the MCP servers were tried in a second sandbox");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GuestException lost) {
                throw lost;
            }
            throw new UndeterminedException("the MCP servers could not be tried in a second sandbox: "
                    + e.getCause().getMessage());
        }
    }

    private static List<McpTrial.Finding> tried(Property row, Facts facts) {
        List<String> versions = new ArrayList<>();
        row.expected().get("protocolVersions").forEach(version -> versions.add(version.asText()));
        JsonNode option = row.expected().get("option");
        List<McpServer> servers =
                AgentArguments.of(facts).servers(option.asText(), facts).orElse(List.of());
        return new McpTrial(facts, new McpConversation(versions), McpTrial.LIMIT, McpTrial.LIMIT_OF_ALL).of(servers);
    }

    /** Waits for what is under way, which needs a sandbox that is about to be closed. */
    void await() {
        ahead.handle((found, failure) -> found)
                .completeOnTimeout(null, LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
