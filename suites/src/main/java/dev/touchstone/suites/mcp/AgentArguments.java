package dev.touchstone.suites.mcp;

import dev.touchstone.fixtures.facts.Facts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the main process was started with, as the kernel keeps it; the first is its name. */
public record AgentArguments(List<String> words) {
    private static final int MAX_FILE = 1 << 20;

    /** Of the process that the executor runs as. */
    public static AgentArguments of(Facts facts) {
        return new AgentArguments(facts.commandLine(facts.self()));
    }

    /** The value after an option, or after its = sign. */
    public Optional<String> option(String option) {
        for (int index = 0; index < words.size(); index++) {
            if (words.get(index).startsWith(option + "=")) {
                return Optional.of(words.get(index).substring(option.length() + 1));
            }
            if (words.get(index).equals(option) && index + 1 < words.size()) {
                return Optional.of(words.get(index + 1));
            }
        }
        return Optional.empty();
    }

    /**
     * The servers that an option names, itself or in a file inside; empty where there is no such option. An {@link AssertionError}
     * where its value is no configuration.
     */
    public Optional<List<McpServer>> servers(String option, Facts facts) {
        return option(option)
                .map(value -> value.stripLeading().startsWith("{")
                        ? value
                        : new String(facts.file(value, MAX_FILE), StandardCharsets.UTF_8))
                .map(McpServer::in);
    }
}
