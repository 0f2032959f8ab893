package dev.touchstone.suites.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordedConversationTest {
    private static final int DIRECTORY = 4; // DT_DIR of dirent.h
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void theSameProcessesInEveryListing() {
        assertThat(new RecordedConversation(List.of(
                                listing("inside", ".", "self", "1", "2"), listing("inside", "..", "2", "1", "kmsg")))
                        .hasTheSameProcessesThroughout())
                .isTrue();
    }

    @Test
    void aProcessThatWasListedOnce() {
        assertThat(new RecordedConversation(
                                List.of(listing("inside", "1"), listing("inside", "1", "141"), listing("inside", "1")))
                        .hasTheSameProcessesThroughout())
                .isFalse();
    }

    @Test
    void whatOthersListIsNoMatter() {
        assertThat(new RecordedConversation(List.of(listing("inside", "1"), listing("outside", "1", "7")))
                        .hasTheSameProcessesThroughout())
                .isTrue();
    }

    @Test
    void noListingAtAll() {
        assertThat(new RecordedConversation(List.of(listing("outside", "1"))).hasTheSameProcessesThroughout())
                .isFalse();
    }

    private static ObjectNode listing(String guest, String... names) {
        ObjectNode line = MAPPER.createObjectNode().put("from", guest).put("ending", "inline");
        line.putArray("asked")
                .add("inline, 5000 ms")
                .add("buffer @0 6 \"/proc\"")
                .add("getdents64 #0 @16 32768");
        line.putArray("results").add(0);
        ByteBuffer entries = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        Stream.of(names).forEach(name -> add(entries, name));
        line.putArray("contents")
                .add(Base64.getEncoder().encodeToString(Arrays.copyOf(entries.array(), entries.position())));
        return line;
    }

    /** As linux/dirent.h lays it out: inode, offset, length, type, name, to a multiple of eight bytes. */
    private static void add(ByteBuffer entries, String name) {
        int length = (19 + name.length() + 1 + 7) / 8 * 8;
        int end = entries.position() + length;
        entries.putLong(1).putLong(end).putShort((short) length).put((byte) DIRECTORY);
        entries.put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) 0).position(end);
    }
}
