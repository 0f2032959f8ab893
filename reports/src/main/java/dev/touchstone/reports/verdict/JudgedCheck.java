package dev.touchstone.reports.verdict;

import dev.touchstone.suites.run.Verifies;

/**
 * One check as the verdict tells it. All text is visible text: see {@link dev.touchstone.reports.text.VisibleText}.
 *
 * @param name what was looked at
 * @param kind declared by the kernel, shown by behaviour, or seen from outside
 * @param expected what was documented; null when the check did not say
 * @param observed what was seen; null when the check did not get that far
 * @param message why it did not pass; null when it passed
 * @param millis how long it took
 * @param calls the system calls it asked in the sandbox
 */
public record JudgedCheck(
        String name,
        Verifies.Evidence kind,
        Outcome outcome,
        String expected,
        String observed,
        String message,
        double millis,
        long calls) {

    /** Whether the message says itself what was documented and observed, by which probe, and what to look at. */
    public boolean explainsItself() {
        return Explanation.isIn(message);
    }

    /** What was found, without the explanation; empty when there is no message. */
    public String finding() {
        return Explanation.finding(message);
    }

    /** What the message says to look at; empty when it says nothing of it. */
    public String lookAt() {
        return Explanation.lookAt(message);
    }

    JudgedCheck as(Outcome other, String why) {
        return new JudgedCheck(name, kind, other, expected, observed, why, millis, calls);
    }
}
