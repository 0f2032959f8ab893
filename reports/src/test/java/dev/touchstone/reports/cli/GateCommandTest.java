package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    @TempDir
    Path root;

    @Test
    void aVerdictThatIsNotThereDoesNotPass() {
        Path verdict = root.resolve("verdict.json");

        Typed typed = Typed.in(root, "gate", verdict.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).isEqualTo("touchstone: " + verdict + ": no such file\n");
    }

    @Test
    void withoutAVerdictTheCommandLineIsWrong() {
        Typed typed = Typed.in(root, "gate");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).startsWith("touchstone: Missing required parameter: 'VERDICT'");
    }

    @Test
    void aPolicyThatCannotBeReadIsAnErrorBeforeAnyVerdict() throws IOException {
        Path policy = Files.writeString(root.resolve("policy.yaml"), "maxWaiver: 1\n");

        Typed typed = Typed.in(root, "gate", "verdict.json", "--policy", policy.toString());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).startsWith("touchstone: ").contains("policy.yaml:1:1", "maxWaiver");
    }
}
