package dev.touchstone.reports.testing;

import dev.touchstone.reports.verdict.Conclusion;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a verdict. A failure names each property with what was documented and what was found. */
public final class VerdictAssert extends AbstractAssert<VerdictAssert, Verdict> {

    private VerdictAssert(Verdict actual) {
        super(actual, VerdictAssert.class);
    }

    /** To be imported beside AssertJ's own. */
    public static VerdictAssert assertThat(Verdict actual) {
        return new VerdictAssert(actual);
    }

    /** Something conforms, nothing is violated, and nothing is undetermined, which is never a pass. */
    public VerdictAssert isConformant() {
        isNotNull();
        List<JudgedProperty> failing = Stream.of(Outcome.VIOLATES, Outcome.UNDETERMINED)
                .flatMap(outcome -> actual.having(outcome).stream())
                .toList();
        if (!failing.isEmpty()) {
            failWithMessage(
                    "%d properties of %s are violated or undetermined:%n%s",
                    failing.size(),
                    actual.profile(),
                    failing.stream().map(VerdictAssert::described).collect(Collectors.joining("\n")));
        }
        if (actual.verdict() != Conclusion.CONFORMANT) {
            failWithMessage("no property of %s was judged: %s", actual.profile(), actual.counts());
        }
        return this;
    }

    /** Exactly these properties are violated. */
    public VerdictAssert violatesExactly(String... ids) {
        isNotNull();
        List<String> expected = Arrays.stream(ids).sorted().toList();
        List<JudgedProperty> violated = actual.having(Outcome.VIOLATES);
        List<String> found = violated.stream().map(JudgedProperty::id).sorted().toList();
        if (!found.equals(expected)) {
            failWithMessage(
                    "violated are %s, not %s:%n%s",
                    found,
                    expected,
                    violated.stream().map(VerdictAssert::described).collect(Collectors.joining("\n")));
        }
        return this;
    }

    private static String described(JudgedProperty property) {
        return property.id() + " (" + property.outcome() + ") " + property.claim() + "\n  " + property.message();
    }
}
