package dev.touchstone.suites.run;

import java.util.List;

/**
 * What one check of one property came to. The raw material of every report.
 *
 * @param property the id, such as PRV-01
 * @param name the check's readable name, unique within the property
 * @param status how the test ended
 * @param expected what was documented; null when the check did not say
 * @param observed what was seen; null when the check did not get that far
 * @param message why it did not pass; null when it passed
 * @param millis how long it took
 * @param calls the system calls asked during this check
 * @param attachments what was asked and answered, as evidence
 */
public record CheckResult(
        String property,
        String name,
        Verifies.Evidence evidence,
        Status status,
        String expected,
        String observed,
        String message,
        double millis,
        long calls,
        List<Attachment> attachments) {

    /** In JUnit's terms: passed; failed by assertion; failed by anything else; aborted with a reason. */
    public enum Status {
        PASSED,
        FAILED,
        BROKEN,
        NOT_APPLICABLE
    }

    /** A piece of evidence in plain text. */
    public record Attachment(String name, String text) {}
}
