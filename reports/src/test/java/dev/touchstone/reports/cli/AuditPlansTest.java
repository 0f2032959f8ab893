package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetException;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.verdict.JudgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditPlansTest {
    @TempDir
    Path root;

    private AuditPlans plans;

    @BeforeEach
    void twoTargets() throws IOException {
        target("one.yaml", "one", "");
        target("two.yaml", "two", "");
        plans = new AuditPlans(new TargetCatalogue(root), new TargetReader(Clock.systemUTC()), root.resolve("audit"));
    }

    @Test
    void reportsGoToADirectoryOfTheTargetsName() {
        assertThat(outs(List.of("one", "two"), Optional.empty()))
                .containsExactly(root.resolve("audit/one"), root.resolve("audit/two"));
    }

    @Test
    void theOutOfASingleTargetIsItsDirectoryItself() {
        assertThat(outs(List.of("one"), Optional.of(root.resolve("here")))).containsExactly(root.resolve("here"));
    }

    @Test
    void theOutOfSeveralHasADirectoryForEach() {
        assertThat(outs(List.of("one", "two"), Optional.of(root.resolve("here"))))
                .containsExactly(root.resolve("here/one"), root.resolve("here/two"));
    }

    @Test
    void aTargetThatIsNamedTwiceIsAuditedOnce() {
        assertThat(outs(List.of("one", "one"), Optional.empty())).hasSize(1);
    }

    @Test
    void twoTargetsOfTheSameNameWouldWriteToTheSameDirectory() throws IOException {
        Path other = target("other.yaml", "one", "");

        assertThatThrownBy(() -> plans.of(List.of("one", other.toString()), Optional.empty()))
                .isInstanceOf(Complaint.class)
                .hasMessage(other + ": another target is called one, too, and both would write to the same directory;"
                        + " audit them one by one with --out");
    }

    @Test
    void anUnknownTargetIsNamedWithWhatMayHaveBeenMeant() {
        assertThatThrownBy(() -> plans.of(List.of("onne"), Optional.empty()))
                .isInstanceOf(TargetException.class)
                .hasMessage("unknown target \"onne\" (did you mean one?); expected a path to a YAML file or one of:"
                        + " one, two");
    }

    @Test
    void aWaiverForAnUnknownPropertyIsAnErrorBeforeAnythingIsBooted() throws IOException {
        target("one.yaml", "one", """
                waivers:
                  - {property: PRV-99, reason: none, owner: me, expires: %s}
                """.formatted(java.time.LocalDate.now().plusDays(30)));

        assertThatThrownBy(() -> plans.of(List.of("one"), Optional.empty()))
                .isInstanceOf(JudgeException.class)
                .hasMessageContaining("waiver for PRV-99");
    }

    @Test
    void onlyTakesAreasAndIdsInAnySpelling() {
        List<PlannedAudit> planned = plans.of(List.of("one"), Optional.empty());

        assertThat(AuditPlans.only(List.of("Privileges", "net-04"), planned)).containsExactly("privileges", "NET-04");
    }

    @Test
    void onlyRefusesWhatTheProfileDoesNotHave() {
        List<PlannedAudit> planned = plans.of(List.of("one"), Optional.empty());

        assertThatThrownBy(() -> AuditPlans.only(List.of("privilege"), planned))
                .isInstanceOf(Complaint.class)
                .hasMessage(
                        "--only privilege: profile cowork-1 has no such area or property (did you mean privileges?);"
                                + " see touchstone list --profile cowork-1");
    }

    private List<Path> outs(List<String> names, Optional<Path> out) {
        return plans.of(names, out).stream().map(PlannedAudit::out).toList();
    }

    private Path target(String file, String name, String more) throws IOException {
        return Files.writeString(root.resolve(file), """
                name: %s
                profile: cowork-1
                boot:
                  kind: command
                  command: [./run, "{executor}"]
                """.formatted(name) + more);
    }
}
