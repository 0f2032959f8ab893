package dev.touchstone.suites.run;

import com.fasterxml.jackson.databind.JsonNode;

/** The running check, given to a test as a parameter: what is expected of it, and where it says what it saw. */
public interface Check {

    /** The property that this check verifies. */
    dev.touchstone.suites.profile.Property property();

    /** The value of the profile row's {@code expected} map; a missing key is an error, not a violation. */
    JsonNode expected(String key);

    /** States what was documented, for the verdict. */
    Check expects(String expected);

    /** States what was seen, for the verdict (also of a passing check). */
    Check observes(String observed);

    /** Keeps a piece of evidence, at most 16 KiB. */
    Check attach(String name, String text);

    /** Ends the check as not applicable. Only for reasons that the target's own file gives, never for what a guest says. */
    void notApplicable(String reason);
}
