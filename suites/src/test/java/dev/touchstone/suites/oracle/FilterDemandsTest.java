package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.seccomp.BpfProgram;
import dev.touchstone.fixtures.seccomp.BpfProgram.Instruction;
import dev.touchstone.fixtures.seccomp.FilterStack;
import dev.touchstone.fixtures.seccomp.FilteredCall;
import dev.touchstone.fixtures.seccomp.Passage;
import dev.touchstone.fixtures.seccomp.Word;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FilterDemandsTest {
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x00050001;

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    /** A filter that refuses whatever has a word of this. */
    private static FilterStack refusing(Word word, int value) {
        return new FilterStack(List.of(new BpfProgram(List.of(
                new Instruction(0x20, 0, 0, word.offset()),
                new Instruction(0x15, 0, 1, value),
                new Instruction(0x06, 0, 0, EPERM),
                new Instruction(0x06, 0, 0, ALLOW)))));
    }

    private static Map<String, String> open(FilterStack filters, Map<String, FilteredCall> calls) {
        Map<String, String> open = new TreeMap<>();
        calls.forEach((name, call) -> {
            if (filters.passage(call) instanceof Passage.LetThrough letThrough) {
                open.put(name, letThrough.where());
            }
        });
        return open;
    }

    @Test
    void callsAreThoseOfTheArchitecture() throws Exception {
        JsonNode names = json("[\"mount\", \"iopl\"]");

        assertThat(open(refusing(Word.NUMBER, 165), FilterDemands.always(names, Architecture.X86_64)))
                .containsOnlyKeys("iopl");
        assertThat(open(refusing(Word.NUMBER, 40), FilterDemands.always(names, Architecture.AARCH64)))
                .isEmpty();
    }

    @Test
    void valuesAreAskedForWithAnyHighWord() throws Exception {
        Map<String, FilteredCall> calls = FilterDemands.forArguments(
                json("[{\"call\": \"ioctl\", \"argument\": 1, \"values\": [21522]}]"), Architecture.X86_64);

        assertThat(open(refusing(Word.low(1), 0x5412), calls)).isEmpty();
        assertThat(open(refusing(Word.high(1), 0), calls))
                .containsExactly(Map.entry("ioctl(0x5412)", "where the high word of argument 1 is 0x1"));
    }

    @Test
    void bitsAreAskedForWithEveryOtherOne() throws Exception {
        Map<String, FilteredCall> calls = FilterDemands.forArguments(
                json("[{\"call\": \"personality\", \"argument\": 0, \"bits\": [262144]}]"), Architecture.X86_64);

        assertThat(open(refusing(Word.low(0), 0x40000), calls))
                .containsExactly(Map.entry("personality(0x40000)", "where the low word of argument 0 is 0x40001"));
        assertThat(open(refusing(Word.NUMBER, 135), calls)).isEmpty();
    }

    @Test
    void familiesAreAskedForWithEveryTypeAndProtocol() throws Exception {
        Map<String, FilteredCall> calls =
                FilterDemands.socketsBeside(json("[\"AF_INET\", \"AF_UNIX\"]"), Architecture.X86_64);

        assertThat(calls)
                .hasSize(45)
                .doesNotContainKeys("socket(AF_INET)", "socket(AF_UNIX)")
                .containsKey("socket(a family without a name)");
        assertThat(open(refusing(Word.low(0), 16), calls)).doesNotContainKey("socket(AF_NETLINK)");
        assertThat(open(refusing(Word.low(2), 0), calls))
                .containsEntry("socket(AF_NETLINK)", "where the low word of argument 2 is 0x1");
        assertThat(open(refusing(Word.low(0), 46), calls))
                .containsEntry("socket(a family without a name)", "where the low word of argument 0 is 0x2f");
    }

    @Test
    void unixSocketsAreAskedForWithEveryTypeAndProtocolAndApartWithHighBits() {
        Map<String, FilteredCall> plain = FilterDemands.unixSockets(Architecture.X86_64);
        Map<String, FilteredCall> disguised = FilterDemands.disguisedUnixSockets(Architecture.X86_64);

        assertThat(open(refusing(Word.high(0), 0), plain)).isEmpty();
        assertThat(open(refusing(Word.low(2), 0), plain))
                .containsExactly(Map.entry("socket(AF_UNIX)", "where the low word of argument 2 is 0x1"));
        assertThat(open(refusing(Word.high(0), 0), disguised))
                .containsExactly(
                        Map.entry("socket(AF_UNIX with high bits)", "where the high word of argument 0 is 0x1"));
        assertThat(open(refusing(Word.low(0), 1), disguised)).isEmpty();
    }

    @Test
    void otherAbisAreThoseOfX86() {
        assertThat(FilterDemands.ofOtherAbis(Architecture.AARCH64)).isEmpty();
        assertThat(open(refusing(Word.ARCHITECTURE, 0x40000003), FilterDemands.ofOtherAbis(Architecture.X86_64)))
                .containsExactly(Map.entry("a call of x32", "whatever its arguments"));
    }

    @Test
    void theControlIsLetThrough() {
        assertThat(refusing(Word.NUMBER, 165).passage(FilterDemands.control(Architecture.X86_64)))
                .isInstanceOf(Passage.LetThrough.class);
    }
}
