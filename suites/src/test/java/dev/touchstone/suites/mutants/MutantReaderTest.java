package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.document.YamlDocument;
import dev.touchstone.fixtures.target.TargetReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantReaderTest {
    private static final String GOOD = """
            class: network
            base: reference
            mutants:
              - id: one
                patch: [{op: replace, path: /profile, value: cowork-1}]
                breaks: [NET-01]
                mayBreak: {NET-02: It follows from the first.}
                why: Somebody made this mistake.
            """;
    private static final String TARGET =
            "name: t\nprofile: cowork-1\nboot: {kind: command, command: [run, '{executor}']}\n";

    private final MutantReader reader = new MutantReader(Set.of("NET-01", "NET-02"));

    private void add(String text) throws IOException {
        reader.add(YamlDocument.parse("m.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private void fails(String text, String message) {
        assertThatThrownBy(() -> add(text)).isInstanceOf(MutantException.class).hasMessage(message);
    }

    @Test
    void readsWhatTheFileSays() throws IOException {
        add(GOOD);

        Mutant mutant = reader.mutants().get(0);
        assertThat(mutant.id()).isEqualTo("one");
        assertThat(mutant.mutantClass()).isEqualTo("network");
        assertThat(mutant.base()).isEqualTo("reference");
        assertThat(mutant.needsRoot()).isFalse();
        assertThat(mutant.breaks()).containsExactly("NET-01");
        assertThat(mutant.mayBreak()).containsEntry("NET-02", "It follows from the first.");
        assertThat(mutant.why()).isEqualTo("Somebody made this mistake.");
        assertThat(mutant.location()).isEqualTo("m.yaml:4:5");
    }

    @Test
    void aMutantMayHaveABaseOfItsOwn() throws IOException {
        add(GOOD.replace("  - id: one\n", "  - id: one\n    base: srt\n"));

        assertThat(reader.mutants().get(0).base()).isEqualTo("srt");
    }

    @Test
    void aMisspeltKeyIsAnError() {
        assertThatThrownBy(() -> add(GOOD.replace("why:", "wy:")))
                .isInstanceOf(MutantException.class)
                .hasMessageContaining("m.yaml:8:5: ")
                .hasMessageContaining("why");
    }

    @Test
    void anUnknownPropertyIsAnError() {
        fails(
                GOOD.replace("[NET-01]", "[NET-99]"),
                "m.yaml:6:14: breaks: found NET-99; expected a property of a shipped profile");
    }

    @Test
    void whatHasToBreakIsNotWhatMay() {
        fails(
                GOOD.replace("NET-02:", "NET-01:"),
                "m.yaml:7:16: mayBreak: found NET-01, which is in breaks too; expected one of the two");
    }

    @Test
    void whatMayStayOpenIsAPropertyOrEverything() throws IOException {
        String open = "    leavesOpen: {everything: Nothing can be seen any more.}\n    why:";
        add(GOOD.replace("    why:", open));
        assertThat(reader.mutants().get(0).leavesOpen()).containsOnlyKeys(Mutant.EVERYTHING);

        fails(
                GOOD.replace("id: one", "id: two").replace("    why:", open.replace("everything", "NET-98")),
                "m.yaml:8:18: leavesOpen: found NET-98; expected a property of a shipped profile");
    }

    @Test
    void anEquivalentOneBreaksNothing() throws IOException {
        add(GOOD.replace("    breaks: [NET-01]\n", "    equivalent: Bubblewrap does it anyway.\n"));
        Mutant mutant = reader.mutants().get(0);
        assertThat(mutant.breaks()).isEmpty();
        assertThat(mutant.equivalent()).contains("Bubblewrap does it anyway.");

        fails(
                GOOD.replace("id: one", "id: two")
                        .replace("    why:", "    equivalent: Bubblewrap does it anyway.\n    why:"),
                "m.yaml:4:9: two: found both breaks and equivalent; expected one of the two");
        fails(
                GOOD.replace("id: one", "id: two").replace("    breaks: [NET-01]\n", ""),
                "m.yaml:4:9: two: found neither breaks nor equivalent; expected one of the two");
    }

    @Test
    void anIdIsThereOnce() throws IOException {
        add(GOOD);

        fails(GOOD, "m.yaml:4:9: id: found one, which m.yaml:4:5 has already; expected another name");
    }

    @Test
    void anOperationThatNeedsAValueHasOne() {
        assertThatThrownBy(() -> add(GOOD.replace(", value: cowork-1", "")))
                .isInstanceOf(MutantException.class)
                .hasMessageStartingWith("m.yaml:5:13: ")
                .hasMessageContaining("value");
    }

    @Test
    void aPatchThatDoesNotFitSaysWhere(@TempDir Path directory) throws IOException {
        Path target = Files.writeString(directory.resolve("t.yaml"), TARGET);
        add(GOOD.replace("/profile", "/no/such"));

        assertThatThrownBy(() -> reader.mutants().get(0).applyTo(target, new TargetReader(Clock.systemUTC())))
                .isInstanceOf(MutantException.class)
                .hasMessageStartingWith("m.yaml:4:5: the patch of one does not fit reference: ");
    }

    @Test
    void aPatchThatMakesNoTargetSaysWhy(@TempDir Path directory) throws IOException {
        Path target = Files.writeString(directory.resolve("t.yaml"), TARGET);
        add(GOOD.replace("value: cowork-1", "value: 7"));

        assertThatThrownBy(() -> reader.mutants().get(0).applyTo(target, new TargetReader(Clock.systemUTC())))
                .isInstanceOf(MutantException.class)
                .hasMessageStartingWith("m.yaml:4:5: the patch of one makes no target: ");
    }
}
