package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What prove says before it boots anything. */
class ProveCommandTest {
    @TempDir
    Path root;

    @Test
    void anUnknownClassOrMutantIsNamed() {
        Typed typed = Typed.in(root, "prove", "--only", "secomp");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .startsWith("touchstone: --only secomp: there is no such class and no such mutant"
                        + " (did you mean seccomp?); the classes are namespaces, ");
        assertThat(root.resolve("reports")).doesNotExist();
    }

    /** Nothing would be taken for everything. */
    @Test
    void noWordIsNotEverything() {
        for (String command : new String[] {"prove", "audit"}) {
            for (String words : new String[] {",", "", "seccomp,,network"}) {
                Typed typed = Typed.in(root, command, "--only", words);

                assertThat(typed.exitCode()).isEqualTo(3);
                assertThat(typed.err())
                        .isEqualTo(
                                "touchstone: --only: a word is missing: give one, or several with commas between them\n");
            }
        }
    }

    @Test
    void aMissingBaseTargetIsNamed() {
        Typed typed = Typed.in(
                root,
                "prove",
                "--only",
                "drop-hostname",
                "--out",
                root.resolve("out").toString());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("the targets' directory cannot be read");
    }

    @Test
    void loadBelongsToCleanRuns() {
        Typed typed = Typed.in(root, "prove", "--load");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("touchstone: --load belongs to --clean: prove --clean N --load\n");
    }

    @Test
    void aTargetCanBeNamedForCleanRunsOnly() {
        assertThat(Typed.in(root, "prove", "--only", "reference").err())
                .startsWith("touchstone: --only reference: there is no such class and no such mutant");
        assertThat(Typed.in(root, "prove", "--clean", "1", "--only", "reference")
                        .err())
                .contains("the targets' directory cannot be read");
    }
}
