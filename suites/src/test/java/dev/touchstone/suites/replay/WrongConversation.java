package dev.touchstone.suites.replay;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recording that is wrong in one way, and the tests that end otherwise because of it, by the names of their methods.
 *
 * @param wrong what is wrong, in words
 * @param failed those that have to find a violation, each with the first line of its message, in which … stands for any text
 * @param undetermined those that must not decide, in the same way
 * @param notApplicable those that leave it, in the same way
 * @param succeeded those that succeed only now
 */
record WrongConversation(
        String wrong,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Change> changes,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> failed,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> undetermined,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> notApplicable,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Set<String> succeeded) {

    RecordedConversation in(RecordedConversation recorded) {
        RecordedConversation changed = recorded;
        for (Change change : changes) {
            changed = change.in(changed);
        }
        return changed;
    }

    /** The tests that end otherwise. */
    Set<String> tests() {
        Set<String> tests = new HashSet<>(succeeded);
        tests.addAll(failed.keySet());
        tests.addAll(undetermined.keySet());
        tests.addAll(notApplicable.keySet());
        return Collections.unmodifiableSet(tests);
    }

    @Override
    public String toString() {
        return wrong;
    }
}
