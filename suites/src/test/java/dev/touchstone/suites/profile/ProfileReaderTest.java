package dev.touchstone.suites.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchstone.fixtures.document.YamlDocument;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.target.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileReaderTest {
    private static final String BASE = """
            name: base
            title: A profile
            judges: [seed]
            documents: {seed: {title: The document}}
            properties:
              - id: OS-01
                area: system
                claim: The system is a system.
                severity: low
                basis: seed
                source: {document: seed, sentence: It is a system.}
                expected: {id: system}
            """;

    @Test
    void aRow() {
        Profile profile = read(BASE);

        assertThat(profile.properties()).singleElement().satisfies(property -> {
            assertThat(property.id()).isEqualTo("OS-01");
            assertThat(property.severity()).isEqualTo(Property.Severity.LOW);
            assertThat(property.source().document()).isEqualTo("The document");
            assertThat(property.source().link()).isEmpty();
            assertThat(property.expected().get("id").asText()).isEqualTo("system");
            assertThat(property.notSeenOn()).isEmpty();
        });
    }

    @Test
    void aSeverityThatThereIsNot() {
        assertThat(errorOf(BASE.replace("severity: low", "severity: severe")))
                .isEqualTo(
                        "base.yaml:9:15: properties[0].severity: found \"severe\", expected one of: critical, high, medium, low");
    }

    @Test
    void allProblemsAreReported() {
        assertThat(errorOf(
                        BASE.replace("    claim: The system is a system.\n", "").replace("id: OS-01", "id: os-1")))
                .isEqualTo("""
                        base.yaml:6:5: missing key "claim" in properties[0]; expected claim: what is documented, in a sentence
                        base.yaml:6:9: properties[0].id: found "os-1", expected two to four capitals, a dash and two digits""");
    }

    @Test
    void referencesAndIds() {
        String row = BASE.substring(BASE.indexOf("  - id"));

        assertThat(errorOf(BASE + row.replace("document: seed", "document: gist") + "    notSeenOn: machine\n"))
                .isEqualTo("""
                        base.yaml:13:9: id: found OS-01 a second time, expected every id once; the first is in line 6
                        base.yaml:18:24: found "gist", expected a key of documents: seed
                        base.yaml:20:16: found "machine", expected a key of notSeenOn:\s""");
    }

    @Test
    void anExtensionHasTheRowsOfItsBase() {
        Profile profile = read("name: more\ntitle: More\nextends: base\njudges: [seed, hardening]\n");

        assertThat(profile.name()).isEqualTo("more");
        assertThat(profile.judges()).containsExactlyInAnyOrder(Property.Basis.SEED, Property.Basis.HARDENING);
        assertThat(profile.properties()).hasSize(1);
    }

    @Test
    void anExtensionMayHaveRowsOfItsOwn() {
        String own = BASE.substring(BASE.indexOf("documents:"))
                .replace("OS-01", "CON-01")
                .replace("area: system", "area: container");
        Profile profile = read("name: more\ntitle: More\nextends: base\njudges: [seed]\n" + own);

        assertThat(profile.properties()).extracting(Property::id).containsExactly("OS-01", "CON-01");
    }

    @Test
    void anExtensionDoesNotReplaceARow() {
        String own = BASE.substring(BASE.indexOf("documents:"));

        assertThat(errorOf("name: more\ntitle: More\nextends: base\njudges: [seed]\n" + own))
                .isEqualTo("base.yaml:3:10: properties: found OS-01, which base has already");
    }

    @Test
    void aContainerMayShowARowOnTheDocumentedProcessorOnly() {
        String text = BASE.replace(
                        "properties:\n",
                        "notSeenOn:\n  processor:\n    vm: It is not seen there.\n"
                                + "    container: {onOtherProcessors: It takes another processor.}\nproperties:\n")
                + "    notSeenOn: processor\n";
        Property property = read(text).properties().get(0);

        assertThat(property.notSeenOn()).containsOnlyKeys(Target.Kind.VM);
        assertThat(property.notSeenOn(Target.Kind.CONTAINER, Architecture.X86_64))
                .hasValue("It takes another processor.");
        assertThat(property.notSeenOn(Target.Kind.CONTAINER, Architecture.AARCH64))
                .isEmpty();
        assertThat(property.notSeenOn(Target.Kind.BUBBLEWRAP, Architecture.X86_64))
                .isEmpty();
    }

    @Test
    void anExtensionOfAnExtension() {
        String self = "name: more\ntitle: More\nextends: more\njudges: [seed]\n";
        ProfileException exception = catchThrowableOfType(
                ProfileException.class, () -> new ProfileReader(name -> document(self)).read("more"));

        assertThat(exception)
                .hasMessage(
                        "base.yaml:3:10: extends: found more, which extends another one itself; expected a profile with"
                                + " rows");
    }

    private static String errorOf(String yaml) {
        ProfileException exception = catchThrowableOfType(ProfileException.class, () -> read(yaml));
        assertThat(exception).as("an error of\n%s", yaml).isNotNull();
        return exception.getMessage();
    }

    private static Profile read(String yaml) {
        Map<String, YamlDocument> documents = Map.of("read", document(yaml), "base", document(BASE));
        return new ProfileReader(documents::get).read("read");
    }

    private static YamlDocument document(String yaml) {
        try {
            return YamlDocument.parse("base.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
