package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which trials are repeated, and what is said of it. */
@Timeout(30)
class CampaignTest {
    private static final Mutant MUTANT = new Mutant(
            "one",
            "network",
            "one",
            "reference",
            JsonNodeFactory.instance.arrayNode(),
            false,
            Set.of("NET-01"),
            Optional.empty(),
            Map.of(),
            Map.of("NET-02", "It cannot be asked."),
            "Somebody made this mistake.",
            "m.yaml:4:5");

    private final Deque<Supplier<Trial>> trials = new ArrayDeque<>();

    private Trial tried() {
        try (Campaign campaign = new Campaign(mutant -> trials.remove().get(), 1)) {
            return campaign.start(MUTANT).join();
        }
    }

    private static Trial ended(Result result, Map<String, String> violated, Map<String, String> undetermined) {
        return new Trial(
                MUTANT,
                result,
                Set.of("NET-01", "NET-02", "NET-03"),
                new TreeMap<>(violated),
                new TreeMap<>(undetermined),
                List.of(),
                "so it was",
                Duration.ZERO);
    }

    private static Trial killed() {
        return ended(Result.KILLED, Map.of("NET-01", "open"), Map.of());
    }

    private static Trial undetermined() {
        return ended(Result.UNDETERMINED, Map.of(), Map.of());
    }

    @Test
    void whatCouldNotBeSaidIsAskedOnceMore() {
        trials.add(CampaignTest::undetermined);
        trials.add(CampaignTest::killed);

        Trial trial = tried();

        assertThat(trial.result()).isEqualTo(Result.KILLED);
        assertThat(trial.firstTime()).isEqualTo("one (m.yaml:4:5): UNDETERMINED\n  so it was\n");
    }

    @Test
    void aPropertyThatCouldNotBeToldIsAskedOnceMore() {
        trials.add(() -> ended(Result.KILLED, Map.of("NET-01", "open"), Map.of("NET-03", "too slow")));
        trials.add(CampaignTest::killed);

        Trial trial = tried();

        assertThat(trial.holds()).isTrue();
        assertThat(trial.firstTime()).isEqualTo("one (m.yaml:4:5): KILLED\nundetermined without a reason: too slow");
    }

    @Test
    void whatStaysOpenIsUndetermined() {
        trials.add(() -> {
            throw new IllegalStateException("lost");
        });
        trials.add(CampaignTest::undetermined);

        Trial trial = tried();

        assertThat(trial.result()).isEqualTo(Result.UNDETERMINED);
        assertThat(trial.firstTime()).contains("internal error: java.lang.IllegalStateException: lost");
    }

    @Test
    void aSurvivorIsOneAndSoIsAComplaintWithoutAReason() {
        for (Trial once : List.of(
                ended(Result.SURVIVED, Map.of(), Map.of()),
                ended(Result.SURVIVED, Map.of(), Map.of("NET-03", "too slow")),
                ended(Result.UNDETERMINED, Map.of("NET-03", "open"), Map.of("NET-01", "too slow")),
                ended(Result.WRONG_KILL, Map.of("NET-03", "open"), Map.of()),
                ended(Result.KILLED, Map.of("NET-01", "open", "NET-03", "open"), Map.of()))) {
            trials.add(() -> once);

            assertThat(tried()).isSameAs(once);
        }
    }

    @Test
    void whatTheMutantLeavesOpenItselfIsNotAskedAgain() {
        Trial once = ended(Result.KILLED, Map.of("NET-01", "open"), Map.of("NET-02", "as foreseen"));
        trials.add(() -> once);

        assertThat(tried()).isSameAs(once);
        assertThat(once.firstTime()).isEmpty();
    }
}
