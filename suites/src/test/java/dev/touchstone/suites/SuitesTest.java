package dev.touchstone.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Profiles;
import org.junit.jupiter.api.Test;

class SuitesTest {

    @Test
    void everyPropertyHasATestAndEveryTestAProperty() {
        assertThat(Suites.catalogue()
                        .orphans(Profiles.names().stream().map(Profiles::read).toList()))
                .isEmpty();
    }

    @Test
    void whatIsAskedOfAContainerOnlyIsNotAskedOfOthers() {
        assertThat(Suites.catalogue().verifying("PRV-01", Target.Kind.CONTAINER))
                .extracting(entry -> entry.suite().getSimpleName())
                .contains("PrivilegesSuite", "PostureSuite");
        assertThat(Suites.catalogue().verifying("PRV-01", Target.Kind.BUBBLEWRAP))
                .extracting(entry -> entry.suite().getSimpleName())
                .contains("PrivilegesSuite")
                .doesNotContain("PostureSuite");
        assertThat(Suites.catalogue().verifying("CON-05", Target.Kind.VM)).isEmpty();
    }
}
