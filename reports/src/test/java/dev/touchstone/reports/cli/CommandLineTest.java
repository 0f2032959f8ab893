package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    Path root;

    @Test
    void withoutACommandItSaysOnStderrWhichThereAre() {
        Typed typed = Typed.in(root);

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("Usage: touchstone", "doctor");
    }

    @Test
    void helpIsForThePipe() {
        Typed typed = Typed.in(root, "--help");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("Usage: touchstone", "doctor", "Exit codes: 0 conformant");
        assertThat(typed.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "diff")
    void commandsOfLaterVersionsDoNotExist(String command) {
        Typed typed = Typed.in(root, command);

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).startsWith("touchstone: no such command: " + command);
    }

    @Test
    void anUnknownOptionIsNamed() {
        Typed typed = Typed.in(root, "doctor", "--fast");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).isEqualTo("""
                touchstone: Unknown option: '--fast'
                touchstone: see touchstone doctor --help
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "prove", "list", "explain", "targets", "doctor", "gate", "image"})
    void everyCommandHasHelpAndAVersion(String command) {
        assertThat(Typed.in(root, command, "--help").out()).startsWith("Usage: touchstone " + command);
        assertThat(Typed.in(root, command, "--version").out()).startsWith("touchstone ");
        assertThat(Typed.in(root, "--help").out()).containsPattern("(?m)^  " + command + " ");
    }
}
