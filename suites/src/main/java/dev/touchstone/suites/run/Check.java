package dev.touchstone.suites.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.suites.profile.Property;
import java.util.List;

/**
 * The running check, given to a test as a parameter: what is expected of it, and where it says what it did and saw. All
 * texts are bounded; longer ones are cut with a note.
 */
public interface Check {

    /** The property that this check verifies. */
    Property property();

    /**
     * The documented value of this name in the profile's row.
     *
     * @throws IllegalStateException when the row has no such value: the profile is wrong, not the sandbox
     */
    JsonNode expected(String key);

    /**
     * The documented texts of a list of this name in the profile's row.
     *
     * @throws IllegalStateException as {@link #expected}
     */
    default List<String> texts(String key) {
        return expected(key).valueStream().map(JsonNode::asText).toList();
    }

    /** States what was documented, in words; the property's claim when not said. */
    Check expects(String text);

    /** States what was seen; also of a check that passes. */
    Check observes(String text);

    /** States how it was asked, such as "/proc/PID/status of every process, read inside". */
    Check probe(String text);

    /** States where whoever mends it should look, such as "bwrap --unshare-net". */
    Check lookAt(String text);

    /** Keeps a piece of evidence. */
    Check attach(String name, String text);
}
