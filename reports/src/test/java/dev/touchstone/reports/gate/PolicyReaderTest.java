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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Numbers are bounded, so that none of them can wrap around into another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "minJudged: 0 ~ :1:12: ",
                "maxWaivers: -1 ~ :1:13: ",
                "maxWaivers: 99999999999 ~ :1:13: ",
                "maxWaivers: many ~ :1:13: ",
                "acceptLimited: 'yes' ~ :1:16: ",
                "required: [prv-1] ~ :1:12: ",
                "maxAgeHours: 0 ~ :1:14: ",
                "maxAgeHours: 9999999999999999999 ~ :1:14: ",
                "[] ~ :1:1: ",
                "blocks: [ ~ :1:",
            })
    void aValueThatCannotBeIsAnErrorWithItsPlace(String yaml, String place) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(directory.resolve("policy.yaml") + place);
    }

    @Test
    void anEmptyListOfSeveritiesBlocksNone() throws IOException {
        assertThat(read("blocks: []").blocks()).isEmpty();
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
