package dev.touchstone.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.document.DocumentException;
import dev.touchstone.suites.profile.Property.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {
    @TempDir
    Path directory;

    @Test
    void everythingThatAPolicyCanSay() throws IOException {
        assertThat(read("""
                blocks: [critical, high]
                maxWaivers: 3
                minJudged: 40
                required: [PRV-01, NET-04]
                acceptLimited: true
                maxAgeHours: 24
                """))
                .isEqualTo(new Policy(
                        Set.of(Severity.CRITICAL, Severity.HIGH),
                        OptionalInt.of(3),
                        40,
                        List.of("PRV-01", "NET-04"),
                        true,
                        Optional.of(Duration.ofHours(24))));
    }

    @Test
    void whatItDoesNotSayIsAsByDefault() throws IOException {
        assertThat(read("{}")).isEqualTo(Policy.DEFAULT);
        assertThat(read("maxWaivers: 0").maxWaivers()).hasValue(0);
    }

    @Test
    void aKeyThatIsUnknownIsAnErrorWithItsPlace() {
        assertThatThrownBy(() -> read("maxWaivers: 1\nblock: [critical]\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("policy.yaml:2:1")
                .hasMessageContaining("block");
    }

    @Test
    void aSeverityThatIsUnknownIsAnErrorWithItsPlace() {
        assertThatThrownBy(() -> read("blocks: [grave]\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("policy.yaml:1:10")
                .hasMessageContaining("grave");
    }

    @Test
    void anEmptyFileIsNoPolicy() {
        assertThatThrownBy(() -> read("")).isInstanceOf(DocumentException.class).hasMessageContaining("policy.yaml");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> new PolicyReader().read(directory.resolve("none.yaml")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("none.yaml");
    }

    private Policy read(String yaml) throws IOException {
        return new PolicyReader().read(Files.writeString(directory.resolve("policy.yaml"), yaml));
    }
}
