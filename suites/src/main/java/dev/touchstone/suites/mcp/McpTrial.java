package dev.touchstone.suites.mcp;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.program.GuestProgram;
import dev.touchstone.fixtures.program.GuestProgram.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Starts the servers of a configuration inside, all of them at once, as the main process would: as its children, with its
 * environment. Then asks one after the other, and ends them.
 */
public final class McpTrial {
    /** For an answer: a server that is a program of node takes half a second to start, and several on a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    /** For starting and asking all of them: an audit has other things to do. Ending them takes a second each, at most. */
    public static final Duration LIMIT_OF_ALL = Duration.ofSeconds(30);

    private static final int MOST_SERVERS = 8;
    /** Where the kernel, and a shell, look for programs where nobody says (man 3 execvp). */
    private static final String USUAL_PATH = "/bin:/usr/bin";

    private final Facts facts;
    private final McpConversation conversation;
    private final Duration limit;
    private final Duration limitOfAll;

    /**
     * @param limit for each answer of a server, and half of what it has for all of its answers
     * @param limitOfAll after which no server is asked, and one that is being asked is left alone
     */
    public McpTrial(Facts facts, McpConversation conversation, Duration limit, Duration limitOfAll) {
        this.facts = facts;
        this.conversation = conversation;
        this.limit = limit;
        this.limitOfAll = limitOfAll;
    }

    /** What came of one server; its description begins with its name. */
    public sealed interface Finding {
        String describe();

        /** It does what it should. */
        record Working(String name, McpConversation.Offer offer) implements Finding {
            @Override
            public String describe() {
                return name + ": " + offer.describe();
            }
        }

        /** It does not. */
        record Faulty(String name, String what) implements Finding {
            @Override
            public String describe() {
                return name + " " + what;
            }
        }

        /** Nobody can say. */
        record Untried(String name, String why) implements Finding {
            @Override
            public String describe() {
                return name + " " + why;
            }
        }
    }

    /**
     * Tries them.
     *
     * @return one finding for each, in their order
     * @throws dev.touchstone.fixtures.guest.GuestException when the executor cannot be asked
     */
    public List<Finding> of(List<McpServer> servers) {
        List<McpServer> tried = servers.subList(0, Math.min(servers.size(), MOST_SERVERS));
        Map<McpServer, Start> started = new LinkedHashMap<>();
        Map<McpServer, String> lost = new HashMap<>();
        long deadline = System.nanoTime() + limitOfAll.toNanos();
        try {
            Map<String, String> environment = facts.environment(facts.self());
            for (McpServer server : tried) {
                if (server.isProgram()) {
                    try {
                        started.put(server, start(server, environment));
                    } catch (GuestException e) {
                        // One that was started before may have ended the sandbox, or something else has.
                        lost.put(server, e.getMessage());
                    }
                }
            }
            List<Finding> findings = new ArrayList<>();
            for (McpServer server : tried) {
                if (lost.containsKey(server)) {
                    findings.add(new Finding.Untried(server.name(), "could not be started: " + lost.get(server)));
                } else if (System.nanoTime() - deadline > 0) {
                    findings.add(new Finding.Untried(
                            server.name(), "was not asked: those before it took " + limitOfAll.toSeconds() + " s"));
                } else {
                    findings.add(finding(server, started.get(server), deadline));
                }
            }
            servers.subList(tried.size(), servers.size())
                    .forEach(server -> findings.add(new Finding.Untried(
                            server.name(), "was not started: " + MOST_SERVERS + " are, and there are more")));
            return findings;
        } finally {
            started.values().forEach(McpTrial::end);
        }
    }

    private Start start(McpServer server, Map<String, String> inherited) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.putAll(server.environment());
        List<String> words = new ArrayList<>(List.of(server.command()));
        words.addAll(server.arguments());
        return GuestProgram.start(
                facts.guest(),
                paths(server.command(), environment.getOrDefault("PATH", USUAL_PATH)),
                words,
                environment.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
    }

    static List<String> paths(String command, String path) {
        if (command.contains("/")) {
            return List.of(command);
        }
        return Stream.of(path.split(":"))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> directory + "/" + command)
                .toList();
    }

    private Finding finding(McpServer server, Start start, long deadline) {
        if (start == null) {
            return new Finding.Untried(
                    server.name(),
                    "was not started: it is of type " + Excerpt.of(server.type(), 40)
                            + ", and only programs that speak on their standard input and output are");
        }
        if (start instanceof Start.Refused refused) {
            return new Finding.Faulty(
                    server.name(),
                    "cannot be started: " + server.command() + ": "
                            + refused.result().describe());
        }
        ProgramLines lines = new ProgramLines(((Start.Started) start).program(), limit, deadline);
        try {
            return new Finding.Working(server.name(), conversation.with(lines));
        } catch (McpServerException e) {
            return lines.wasCutShort()
                    ? new Finding.Untried(
                            server.name(),
                            "was not asked to the end: with those before it that took " + limitOfAll.toSeconds() + " s")
                    : new Finding.Faulty(server.name(), e.getMessage());
        } catch (GuestException e) {
            return new Finding.Untried(server.name(), "could not be asked to the end: " + e.getMessage());
        }
    }

    private static void end(Start start) {
        if (start instanceof Start.Started started) {
            started.program().close();
        }
    }
}
