package dev.touchstone.suites.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.EventConditions.uniqueIdSubstring;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.touchstone.suites.run.SuiteCatalogue;
import dev.touchstone.suites.run.SuiteTestKit;
import dev.touchstone.suites.run.UndeterminedException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Whether each test of a run has ended as it should, in the terms of JUnit's events. */
final class SuiteEndings {
    private final SuiteTestKit.Run run;

    SuiteEndings(SuiteTestKit.Run run) {
        this.run = run;
    }

    /** Holds every test to what it comes to on a recording and, where it ends otherwise, on what is wrong with it. */
    void assertEndings(WrongConversation asRecorded, WrongConversation wrong) {
        Events finished = run.results().testEvents().finished();
        String all = finished.stream().map(SuiteEndings::described).collect(Collectors.joining("\n"));
        assertThat(finished.count()).as(all).isEqualTo(run.tests().size()).isPositive();
        for (SuiteCatalogue.Entry test : run.tests()) {
            String name = test.method().getName();
            Condition<Event> expected = event(
                    uniqueIdSubstring("class:" + test.suite().getName()),
                    test("method:" + name + "("),
                    ending(name, wrong.tests().contains(name) ? wrong : asRecorded));
            assertThat(finished.stream().filter(expected::matches))
                    .as("%s is not %s in\n%s", wrong, expected, all)
                    .hasSize(1);
        }
    }

    private static Condition<Event> ending(String test, WrongConversation expected) {
        if (expected.failed().containsKey(test)) {
            return finishedWithFailure(instanceOf(AssertionFailedError.class), violation(test, expected.failed()));
        }
        if (expected.undetermined().containsKey(test)) {
            return finishedWithFailure(undetermined(wording(test, expected.undetermined())));
        }
        if (expected.notApplicable().containsKey(test)) {
            return abortedWithReason(
                    instanceOf(TestAbortedException.class), message(wording(test, expected.notApplicable())));
        }
        return finishedSuccessfully();
    }

    /** A violation says as well what was documented, and where to look. */
    private static Condition<Throwable> violation(String test, Map<String, String> texts) {
        Predicate<String> wording = wording(test, texts);
        return message(text -> wording.test(text)
                && List.of(
                                "\n  documented: ",
                                "\n  source:     ",
                                "\n  observed:   ",
                                "\n  probe:      ",
                                "\n  look at:    ")
                        .stream()
                        .allMatch(text::contains));
    }

    /** By the test itself, or by one of its parameters, which could not be given. */
    private static Condition<Throwable> undetermined(Predicate<String> wording) {
        return new Condition<>(
                thrown -> thrown instanceof ParameterResolutionException
                        ? wording.test(
                                "could not be determined: " + thrown.getCause().getMessage())
                        : thrown instanceof UndeterminedException && wording.test(thrown.getMessage()),
                "undetermined, in the expected words");
    }

    /** Begins with these lines, and each of them is that one to its end. */
    private static Predicate<String> wording(String test, Map<String, String> texts) {
        String text = texts.get(test);
        Pattern pattern = Pattern.compile(Pattern.quote(text).replace("…", "\\E.*\\Q"));
        long lines = text.lines().count();
        return message -> pattern.matcher(message.lines().limit(lines).collect(Collectors.joining("\n")))
                .matches();
    }

    private static String described(Event event) {
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        return event.getTestDescriptor().getDisplayName() + " " + result.getStatus()
                + result.getThrowable().map(thrown -> ": " + thrown).orElse("");
    }
}
