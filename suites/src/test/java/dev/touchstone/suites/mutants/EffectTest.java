package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EffectTest {
    private static Appearance named(String name) {
        return new Appearance(new TreeMap<>(Map.of("name", name)));
    }

    @Test
    void isSeenWhereSomethingLooksOtherwise() {
        Effect effect = Effect.between(named("claude"), named("cloude"));

        assertThat(effect.isSeen()).isTrue();
        assertThat(effect.differences()).containsExactly("name: claude became cloude");
        assertThat(Effect.between(named("claude"), named("claude")).isSeen()).isFalse();
    }

    @Test
    void aLongDifferenceIsCutOff() {
        String prefix = "name: claude became ";
        String longest = "x".repeat(300 - prefix.length());

        assertThat(Effect.between(named("claude"), named(longest)).differences())
                .containsExactly(prefix + longest);
        assertThat(Effect.between(named("claude"), named(longest + "y")).differences())
                .containsExactly(prefix + longest + "…");
    }
}
