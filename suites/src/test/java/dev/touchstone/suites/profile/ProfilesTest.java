package dev.touchstone.suites.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Property.Basis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilesTest {
    /** How many rows each area has in the catalogue, in its order. */
    private static final List<Rows> CATALOGUE = List.of(
            new Rows("CPU", "cpu", 12),
            new Rows("MEM", "memory", 3),
            new Rows("STO", "storage", 5),
            new Rows("OS", "system", 6),
            new Rows("ISO", "isolation", 14),
            new Rows("PRV", "privileges", 9),
            new Rows("NET", "network", 7),
            new Rows("PRC", "processes", 5),
            new Rows("AGT", "agent", 3),
            new Rows("SES", "sessions", 5));

    private static final List<String> HARDENING =
            List.of("ISO-11", "ISO-12", "ISO-13", "ISO-14", "PRV-06", "PRV-08", "PRV-09", "NET-07");
    private static final List<String> REPORT = List.of(
            "STO-05", "OS-05", "OS-06", "ISO-07", "ISO-09", "ISO-10", "PRV-04", "PRV-05", "PRV-07", "NET-05", "NET-06",
            "SES-04", "SES-05");

    private final Profile profile = Profiles.read("cowork-1");

    record Rows(String prefix, String area, int count) {
        Stream<String> ids() {
            return IntStream.rangeClosed(1, count).mapToObj(number -> String.format("%s-%02d", prefix, number));
        }
    }

    @Test
    void namesAreThoseOfTheFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/profiles"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .sorted())
                    .isEqualTo(Profiles.names());
        }
        assertThat(Profiles.names())
                .allSatisfy(name -> assertThat(Profiles.read(name).name()).isEqualTo(name));
    }

    @Test
    void everyRowOfTheCatalogueIsThereInItsOrder() {
        assertThat(profile.properties())
                .extracting(Property::id)
                .containsExactlyElementsOf(CATALOGUE.stream().flatMap(Rows::ids).toList());
        assertThat(profile.properties()).hasSize(69);
    }

    @Test
    void everyRowIsInItsArea() {
        assertThat(profile.properties())
                .allSatisfy(property -> assertThat(CATALOGUE)
                        .as(property.id())
                        .filteredOn(rows -> property.id().startsWith(rows.prefix() + "-"))
                        .extracting(Rows::area)
                        .containsExactly(property.area()));
    }

    @Test
    void everyRowHasTheBasisOfTheCatalogue() {
        assertThat(profile.properties())
                .allSatisfy(property -> assertThat(property.basis())
                        .as(property.id())
                        .isEqualTo(
                                HARDENING.contains(property.id())
                                        ? Basis.HARDENING
                                        : REPORT.contains(property.id()) ? Basis.REPORT : Basis.SEED));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowIsComplete(Property property) {
        assertThat(property.claim()).endsWith(".").hasSizeBetween(10, 160);
        assertThat(property.source().document()).isNotBlank();
        assertThat(property.source().sentence()).endsWith(".").hasSizeBetween(10, 250);
        assertThat(property.expected()).isNotEmpty();
        assertThat(property.expected().values()).noneMatch(JsonNode::isNull);
        assertThat(property.notSeenOn().values())
                .allSatisfy(reason -> assertThat(reason).endsWith("."));
    }

    static Stream<Property> rows() {
        return Profiles.read("cowork-2").properties().stream();
    }

    @Test
    void theSecondVersionAddsTheContainer() {
        Profile second = Profiles.read("cowork-2");

        assertThat(second.judges()).isEqualTo(profile.judges());
        assertThat(second.properties())
                .hasSize(75)
                .startsWith(profile.properties().toArray(Property[]::new));
        assertThat(second.properties().subList(69, 75))
                .extracting(Property::id)
                .containsExactly("CON-01", "CON-02", "CON-03", "CON-04", "CON-05", "CON-06");
        assertThat(second.properties().subList(69, 75)).allSatisfy(property -> {
            assertThat(property.area()).isEqualTo("container");
            assertThat(property.basis()).isEqualTo(Basis.SEED);
            assertThat(property.notSeenOn())
                    .containsOnlyKeys(Target.Kind.BUBBLEWRAP, Target.Kind.COMMAND, Target.Kind.VM);
        });
    }

    @Test
    void aContainerShowsTheProcessorOfItsMachine() {
        assertThat(profile.properties())
                .allSatisfy(property -> assertThat(property.notSeenOn(Target.Kind.CONTAINER, Architecture.X86_64)
                                .isPresent())
                        .as(property.id())
                        .isEqualTo(property.area().equals("cpu")));
    }

    @Test
    void whatOnlyAMachineShowsIsNotAskedOfASandboxOnThisHost() {
        Predicate<Property> machine =
                property -> List.of("cpu", "memory", "storage", "system").contains(property.area())
                        && !List.of("MEM-03", "OS-04").contains(property.id());

        assertThat(profile.properties())
                .allSatisfy(property -> assertThat(property.notSeenOn().keySet())
                        .as(property.id())
                        .doesNotContain(Target.Kind.VM)
                        .satisfies(kinds -> assertThat(kinds.contains(Target.Kind.BUBBLEWRAP))
                                .isEqualTo(machine.test(property)))
                        .satisfies(kinds ->
                                assertThat(kinds.contains(Target.Kind.COMMAND)).isEqualTo(machine.test(property))));
        assertThat(profile.property("OS-02"))
                .hasValueSatisfying(property -> assertThat(property.notSeenOn()).containsKey(Target.Kind.CONTAINER));
        assertThat(profile.property("OS-01"))
                .hasValueSatisfying(
                        property -> assertThat(property.notSeenOn()).doesNotContainKey(Target.Kind.CONTAINER));
    }

    @Test
    void expectedValuesHaveTypes() {
        assertThat(expected("CPU-02", "cores").isInt()).isTrue();
        assertThat(expected("CPU-03", "bogoMips").asDouble()).isEqualTo(48.0);
        assertThat(expected("STO-03", "magic").asInt()).isEqualTo(0xef53);
        assertThat(expected("OS-01", "versionId").isTextual()).isTrue();
        assertThat(expected("ISO-06", "devices")).hasSize(15).allMatch(JsonNode::isTextual);
        assertThat(expected("NET-03", "sockets").get("3128").asText()).isEqualTo("/tmp/claude-http-*.sock");
        assertThat(expected("NET-06", "noProxy")).hasSize(9);
        assertThat(expected("AGT-02", "tools")).hasSize(7);
    }

    @Test
    void errataAreRecorded() {
        assertThat(Map.of(
                        "OS-04", expected("OS-04", "erratum").asText(),
                        "AGT-01", expected("AGT-01", "erratum").asText()))
                .isEqualTo(Map.of("OS-04", "Claude", "AGT-01", "claud-opus-4-5-20251101"));
    }

    @Test
    void theHardenedProfileJudgesMoreOfTheSameRows() {
        Profile hardened = Profiles.read("cowork-1-hardened");

        assertThat(profile.judges()).containsExactlyInAnyOrder(Basis.SEED, Basis.REPORT);
        assertThat(hardened.judges()).containsExactlyInAnyOrder(Basis.values());
        assertThat(hardened.properties()).isEqualTo(profile.properties());
    }

    @Test
    void anUnknownProfileSaysWhichThereAre() {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> Profiles.read("cowork-3"))
                .withMessage(
                        "unknown profile \"cowork-3\" (did you mean cowork-1?); expected one of: cowork-1, cowork-1-hardened, cowork-2");
    }

    private JsonNode expected(String id, String key) {
        return profile.property(id).orElseThrow().expected().get(key);
    }
}
