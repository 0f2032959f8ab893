package dev.touchstone.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suites.profile.Profiles;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuitesTest {
    static Stream<String> profiles() {
        return Profiles.names().stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyPropertyHasATestAndEveryTestAProperty(String profile) {
        assertThat(Suites.catalogue().orphans(Profiles.read(profile))).isEmpty();
    }
}
