package dev.touchstone.suites.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.profile.Profiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditRequestTest {
    private static final Path ROOT = Path.of(System.getProperty("touchstone.root", ".."));

    /** Whoever audits it: prove, too. */
    @ParameterizedTest
    @CsvSource({"reference, 90", "container, 90", "machine-strict, 600"})
    void anEmulatedMachineHasMoreTime(String name, int seconds) {
        Target target = new TargetReader(Clock.systemUTC()).read(ROOT.resolve("targets/" + name + ".yaml"));

        assertThat(new AuditRequest(target, null, Profiles.read(target.profile()), Set.of(), () -> null).limit())
                .isEqualTo(Duration.ofSeconds(seconds));
    }
}
