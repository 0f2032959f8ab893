package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsCommandTest {
    @TempDir
    Path root;

    @Test
    void listsEachWithItsKindProfileAndFile() throws IOException {
        target("mine", "name: mine\nprofile: cowork-1\nboot:\n  kind: command\n  command: [./run, \"{executor}\"]\n");

        Typed typed = Typed.in(root, "targets");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("mine           command     cowork-1             targets/mine.yaml\n");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void aBrokenFileDoesNotHideTheOthers() throws IOException {
        target("broken", "name: broken\n");
        target("mine", "name: mine\nprofile: cowork-1\nboot:\n  kind: command\n  command: [./run, \"{executor}\"]\n");

        Typed typed = Typed.in(root, "targets");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).startsWith("mine ").hasLineCount(1);
        assertThat(typed.err()).startsWith("touchstone: ").contains("broken.yaml");
    }

    @Test
    void aProjectWithoutTargetsIsAnError() {
        Typed typed = Typed.in(root, "targets");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err())
                .startsWith("touchstone: " + root.resolve("targets") + ": the targets' directory cannot be read");
    }

    private void target(String name, String yaml) throws IOException {
        Files.createDirectories(root.resolve("targets"));
        Files.writeString(root.resolve("targets").resolve(name + ".yaml"), yaml);
    }
}
