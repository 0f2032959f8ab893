package dev.touchstone.suites.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.guest.GuestException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of what servers say. The conversations are written by hand. */
class McpConversationTest {
    private static final List<String> VERSIONS = List.of("2024-11-05", "2025-06-18");

    private static final String INTRODUCED = """
            {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},\
            "serverInfo":{"name":"stand-in","version":"0"}}}""";

    private static final String ONE_TOOL = """
            {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"list_files","inputSchema":{"type":"object"}}]}}""";

    private final Script script = new Script();

    /** Says what is written, and keeps what it is told. */
    private static final class Script implements Lines {
        private final Deque<String> lines = new ArrayDeque<>();
        private final List<String> heard = new ArrayList<>();
        private String expected;

        @Override
        public void send(String line) {
            heard.add(line);
        }

        @Override
        public void expect(String answer) {
            expected = answer;
        }

        @Override
        public String receive() {
            if (lines.isEmpty()) {
                throw new McpServerException("does not answer " + expected + " within 10 s");
            }
            return lines.remove();
        }
    }

    private McpConversation.Offer says(String... lines) {
        script.lines.addAll(List.of(lines));
        return new McpConversation(VERSIONS).with(script);
    }

    @Test
    void aServerThatAnswersAndOffersAToolIsDescribed() {
        McpConversation.Offer offer = says(INTRODUCED, ONE_TOOL);

        assertThat(offer.describe()).isEqualTo("stand-in 0, protocol 2025-06-18, offers list_files");
        assertThat(script.heard).hasSize(3);
        assertThat(script.heard.get(0))
                .contains("\"method\":\"initialize\"", "\"id\":0", "\"protocolVersion\":\"2025-06-18\"", "touchstone");
        assertThat(script.heard.get(1)).contains("notifications/initialized").doesNotContain("\"id\"");
        assertThat(script.heard.get(2)).contains("\"method\":\"tools/list\"", "\"id\":1");
    }

    @Test
    void theSameIsSaidEachTime() {
        says(INTRODUCED, ONE_TOOL);
        List<String> first = List.copyOf(script.heard);
        script.heard.clear();
        says(INTRODUCED, ONE_TOOL);

        assertThat(script.heard).isEqualTo(first);
    }

    @Test
    void ofManyToolsSomeAreNamed() {
        String tools = IntStream.range(0, 23)
                .mapToObj(number -> "{\"name\":\"tool" + number + "\",\"inputSchema\":{\"type\":\"object\"}}")
                .collect(Collectors.joining(","));

        assertThat(says(INTRODUCED, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[" + tools + "]}}")
                        .describe())
                .startsWith("stand-in 0, protocol 2025-06-18, offers tool0, tool1,")
                .endsWith("tool19 and 3 more");
    }

    @Test
    void whatAServerSaysOfItsOwnAccordDoesNotDisturb() {
        assertThat(says(
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"up\"}}",
                                INTRODUCED,
                                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}",
                                ONE_TOOL)
                        .count())
                .isEqualTo(1);
        assertThat(script.heard).anyMatch(line -> line.contains("\"id\":7") && line.contains("\"result\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"1999-01-01","capabilities":{"tools":{}},"serverInfo":{"name":"x","version":"0"}}} | answers initialize with the protocol version 1999-01-01; understood are 2024-11-05, 2025-06-18
            {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"x","version":"0"}}}           | offers no tool: its answer to initialize announces none
            {"jsonrpc":"2.0","id":0,"error":{"code":-32601,"message":"no such method"}}                                                            | answers initialize with an error: no such method
            {"jsonrpc":"2.0","id":0,"result":{}}                                                                                                   | answers initialize without a protocol version; understood are 2024-11-05, 2025-06-18
            {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}}}}                                         | answers initialize without saying what it is (serverInfo)
            {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"x"}}}               | answers initialize without saying which version it is (serverInfo.version)
            {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"x","version":1}}}   | answers initialize without saying which version it is (serverInfo.version)
            {"jsonrpc":"1.0","id":0,"result":{}}                                                                                                   | writes what is no message of JSON-RPC 2.0: {"jsonrpc":"1.0","id":0,"result":{}}
            {"jsonrpc":2.0,"id":0,"result":{}}                                                                                                     | writes what is no message of JSON-RPC 2.0: {"jsonrpc":2.0,"id":0,"result":{}}
            {"id":0,"result":{}}                                                                                                                   | writes what is no message of the protocol: {"id":0,"result":{}}
            {"jsonrpc":"2.0","id":9,"result":{}}                                                                                                   | answers initialize with the id 9, which nobody has asked with
            {"jsonrpc":"2.0","id":"0","result":{"protocolVersion":"2025-06-18"}}                                                                   | answers initialize with the id "0", which nobody has asked with
            Listening on standard input                                                                                                            | writes what is no message of the protocol: Listening on standard input
            {"jsonrpc":"2.0"}                                                                                                                      | writes what is no message of the protocol: {"jsonrpc":"2.0"}
            []                                                                                                                                     | writes what is no message of the protocol: []
            """)
    void anIntroductionThatIsNoneIsNamed(String line, String message) {
        assertThatThrownBy(() -> says(line))
                .isInstanceOf(McpServerException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"jsonrpc":"2.0","id":1,"result":{"tools":[]}}                                  | offers no tool: its answer to tools/list is empty
            {"jsonrpc":"2.0","id":1,"result":{}}                                            | offers no tool: its answer to tools/list is empty
            {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"method\\nnot found"}} | answers tools/list with an error: method?not found
            {"jsonrpc":"2.0","id":1,"result":{"tools":[{}]}}                                | offers a tool without a name
            {"jsonrpc":"2.0","id":1,"result":{"tools":[null]}}                              | offers a tool without a name
            {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"grep"}]}}                   | offers the tool grep without an input schema
            {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"g","inputSchema":{}}]}}     | offers the tool g with an input schema that is not of type object: null
            {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"g","inputSchema":{"type":"string"}}]}} | offers the tool g with an input schema that is not of type object: string
            """)
    void aListWithoutToolsIsNamed(String line, String message) {
        assertThatThrownBy(() -> says(INTRODUCED, line))
                .isInstanceOf(McpServerException.class)
                .hasMessage(message);
    }

    @Test
    void theFirstPageMayBeEmpty() {
        assertThat(says(
                                INTRODUCED,
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[],\"nextCursor\":\"2\"}}",
                                """
                {"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"t","inputSchema":{"type":"object"}}]}}""")
                        .count())
                .isEqualTo(1);
        assertThat(script.heard.get(3)).contains("\"cursor\":\"2\"");
    }

    @Test
    void emptyPagesEnd() {
        List<String> pages = new ArrayList<>(List.of(INTRODUCED));
        for (int id = 1; id < 10; id++) {
            pages.add("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"tools\":[],\"nextCursor\":\"on\"}}");
        }

        assertThatThrownBy(() -> says(pages.toArray(String[]::new)))
                .hasMessage("offers no tool: the first 5 pages of tools/list are empty");
    }

    /** To each of these the SDK would answer by asking for the list anew, in the middle of another request. */
    @ParameterizedTest
    @ValueSource(strings = {"tools/list_changed", "prompts/list_changed", "resources/list_changed"})
    void aServerMaySayThatItsListsHaveChanged(String changed) {
        String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/" + changed + "\"}";
        String introduced = INTRODUCED.replace("\"tools\":{}", "\"tools\":{\"listChanged\":true}");

        assertThat(says(notification, introduced, notification, notification, ONE_TOOL)
                        .count())
                .isEqualTo(1);
        assertThat(script.heard).hasSize(3);
    }

    @Test
    void silenceIsNamedWithWhatWasAsked() {
        assertThatThrownBy(this::says).hasMessage("does not answer initialize within 10 s");
        assertThatThrownBy(() -> says(INTRODUCED)).hasMessage("does not answer tools/list within 10 s");
    }

    @Test
    void aFloodOfNotificationsEnds() {
        String[] flood = new String[200];
        java.util.Arrays.fill(flood, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}");

        assertThatThrownBy(() -> says(flood)).hasMessage("says more than 100 things before it answers initialize");
    }

    @Test
    void anExecutorThatCannotBeAskedIsNoFaultOfTheServer() {
        Lines lost = new Lines() {
            @Override
            public void send(String line) {
                throw new GuestException("the guest is gone", true);
            }

            @Override
            public void expect(String answer) {
                throw new AssertionError();
            }

            @Override
            public String receive() {
                throw new AssertionError();
            }
        };

        assertThatThrownBy(() -> new McpConversation(VERSIONS).with(lost))
                .isInstanceOf(GuestException.class)
                .hasMessage("the guest is gone");
    }
}
