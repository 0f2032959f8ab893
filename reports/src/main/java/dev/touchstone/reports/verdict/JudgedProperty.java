package dev.touchstone.reports.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.suites.profile.Property;
import java.util.List;

/**
 * One property as the verdict tells it.
 *
 * @param message why it is not CONFORMS; null when it is
 * @param checks what the outcome is the worst of; empty when nothing reported or nothing was to be seen
 */
public record JudgedProperty(
        String id,
        String area,
        Property.Severity severity,
        Property.Basis basis,
        String claim,
        Source source,
        Outcome outcome,
        String message,
        List<JudgedCheck> checks) {

    public JudgedProperty {
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** The message without the explanation that suites append to it; empty when there is no message. */
    public String finding() {
        return Explanation.finding(message);
    }

    /**
     * Where the claim comes from.
     *
     * @param link where to read it; null when it is not published
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(String document, String sentence, String link) {

        @Override
        public String toString() {
            return sentence == null || sentence.isBlank() ? document : document + ": " + sentence;
        }
    }
}
