package dev.touchstone.suites.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.ExecutorBinary;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.LocalExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that the real executor starts, unconfined on this machine; each is a line of shell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class McpTrialTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String WORKING = """
            read line
            echo '{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},\
            "serverInfo":{"name":"'"$NAME"'","version":"0"}}}'
            read line; read line
            echo '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"t","inputSchema":{"type":"object"}}]}}'
            """;

    private static final String CHATTY =
            "while :; do echo '{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}'; sleep 0.1; done";

    private Guest guest;

    @BeforeAll
    void start(@TempDir Path directory) {
        guest = LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory));
    }

    @AfterAll
    void end() {
        guest.close();
    }

    private List<String> tried(McpServer... servers) {
        return within(Duration.ofSeconds(30), servers);
    }

    private List<String> within(Duration limitOfAll, McpServer... servers) {
        return trial(guest, limitOfAll).of(List.of(servers)).stream()
                .map(McpTrial.Finding::describe)
                .toList();
    }

    private static McpTrial trial(Guest guest, Duration limitOfAll) {
        return new McpTrial(new Facts(guest), new McpConversation(List.of("2025-06-18")), SOON, limitOfAll);
    }

    private static McpServer shell(String name, String script) {
        return new McpServer(name, "stdio", "sh", List.of("-c", script), Map.of("NAME", name));
    }

    @Test
    void serversAreStartedWithTheirEnvironmentAndAsked() {
        assertThat(tried(shell("files", WORKING), shell("notes", WORKING)))
                .containsExactly(
                        "files: files 0, protocol 2025-06-18, offers t",
                        "notes: notes 0, protocol 2025-06-18, offers t");
    }

    @Test
    void eachFaultIsNamed() {
        assertThat(tried(
                        shell("mute", "exec sleep 600"),
                        shell("broken", "echo no such module >&2; echo more >&2; exit 1"),
                        shell("closed", "exec >&-; exec sleep 600"),
                        shell("endless", "exec tr '\\\\0' x </dev/zero"),
                        new McpServer("missing", "stdio", "/opt/none", List.of(), Map.of()),
                        new McpServer("unknown", "stdio", "no-such-program", List.of(), Map.of()),
                        new McpServer("remote", "http", "", List.of(), Map.of())))
                .containsExactly(
                        "mute does not answer initialize within 1 s",
                        "broken has ended before it answered initialize: it exited with status 1; it writes as an"
                                + " error: no such module",
                        "closed has closed its output before it answered initialize",
                        "endless writes a line of more than 1 MiB",
                        "missing cannot be started: /opt/none: ENOENT",
                        "unknown cannot be started: no-such-program: ENOENT",
                        "remote was not started: it is of type http, and only programs that speak on their standard"
                                + " input and output are");
    }

    /** Each piece is read as it comes; none of them is silence. */
    @Test
    void anAnswerMayComeInManyPieces() {
        String pieces =
                "read line; for piece in '{\"jsonrpc\":\"2.0\",\"id\":0,' '\"result\":{\"protocolVersion\":\"2025-06-18\",'"
                        + " '\"capabilities\":{\"tools\":{}},\"serverInfo\":' '{\"name\":\"dribble\",' '\"version\":\"0\"}}}';"
                        + " do for space in 1 2 3 4 5 6 7 8; do printf ' '; sleep 0.01; done; printf %s \"$piece\"; done; echo;"
                        + " read line; read line;"
                        + " echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\"}}]}}'";

        assertThat(tried(shell("dribble", pieces)))
                .containsExactly("dribble: dribble 0, protocol 2025-06-18, offers t");
    }

    /** A busy machine can keep it silent for so long that the shorter limit is met. */
    @Test
    void talkingAboutOtherThingsIsNoAnswer() {
        assertThat(tried(shell("chatty", CHATTY)))
                .singleElement()
                .asString()
                .matches("chatty does not answer initialize within [12] s");
    }

    /** Each answer comes in time, and none of them is silently waited for. */
    @Test
    void allAnswersTogetherHaveALimit() {
        String pages = """
                noise() { for i in 1 2 3 4 5 6 7 8; do echo busy >&2; sleep 0.1; done; }
                read line; noise
                echo '{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},\
                "serverInfo":{"name":"slow","version":"0"}}}'
                read line
                for page in 1 2 3 4 5; do
                  read line; noise
                  echo '{"jsonrpc":"2.0","id":'$page',"result":{"tools":[],"nextCursor":"on"}}'
                done
                """;

        assertThat(tried(shell("slow", pages)))
                .containsExactly(
                        "slow does not answer tools/list within 2 s of initialize; it writes as an error: busy");
    }

    @Test
    void whoseTimeOthersHaveTakenIsNotBlamed() {
        assertThat(within(
                        Duration.ofSeconds(3),
                        shell("chatty", CHATTY),
                        shell("talkative", CHATTY),
                        shell("files", WORKING)))
                .containsExactly(
                        "chatty does not answer initialize within 2 s",
                        "talkative was not asked to the end: with those before it that took 3 s",
                        "files was not asked: those before it took 3 s");
    }

    @Test
    void manyErrorsDoNotStandInTheWay() {
        assertThat(tried(shell("noisy", "head -c 1000000 /dev/zero | tr '\\0' e >&2; " + WORKING)))
                .containsExactly("noisy: noisy 0, protocol 2025-06-18, offers t");
        assertThat(tried(shell("furious", "while :; do echo careful >&2; done")))
                .containsExactly("furious does not answer initialize within 2 s; it writes as an error: careful");
        assertThat(tried(shell("closed", "exec 2>&-; " + WORKING)))
                .containsExactly("closed: closed 0, protocol 2025-06-18, offers t");
    }

    @Test
    void ofAServerThatEndsTheSandboxNothingIsSaid(@TempDir Path directory) {
        try (Guest other = LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory))) {
            assertThat(trial(other, Duration.ofSeconds(30))
                            .of(List.of(shell("hostile", "kill -9 $PPID; sleep 600"), shell("files", WORKING))))
                    .allSatisfy(finding -> assertThat(finding).isInstanceOf(McpTrial.Finding.Untried.class))
                    .extracting(McpTrial.Finding::describe)
                    .allSatisfy(text -> assertThat(text)
                            .matches("(hostile|files) could not be (started|asked to the end): the guest .*"));
        }
    }

    @Test
    void ofManyServersSomeAreStarted() {
        McpServer missing = new McpServer("missing", "stdio", "/opt/none", List.of(), Map.of());

        assertThat(tried(Collections.nCopies(9, missing).toArray(McpServer[]::new))
                        .get(8))
                .isEqualTo("missing was not started: 8 are, and there are more");
    }

    @Test
    void aNameIsLookedForAsAShellDoes() {
        assertThat(McpTrial.paths("node", "/usr/local/bin::relative:/bin"))
                .containsExactly("/usr/local/bin/node", "/bin/node");
        assertThat(McpTrial.paths("./node", "/bin")).containsExactly("./node");
    }

    @Test
    void theConfigurationIsRead() {
        assertThat(McpServer.in("""
                        {"mcpServers": {"files": {"command": "node", "args": ["a", 1], "env": {"K": "v"}},
                                        "far": {"type": "http", "url": "https://allowed.example"}}}"""))
                .containsExactly(
                        new McpServer("files", "stdio", "node", List.of("a", "1"), Map.of("K", "v")),
                        new McpServer("far", "http", "", List.of(), Map.of()));
        assertThat(McpServer.in("{}")).isEmpty();
        assertThatThrownBy(() -> McpServer.in("nonsense"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the MCP configuration is no JSON: Unrecognized token 'nonsense'");
    }
}
