package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a command line, found before anything is built. */
class ImageCommandTest {
    @TempDir
    Path root;

    private String complaint(String... arguments) {
        Typed typed = Typed.in(root, arguments);
        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        return typed.err();
    }

    @Test
    void thereIsOneImage() {
        assertThat(complaint("image", "toaster"))
                .isEqualTo("touchstone: no such image: toaster; there is one: machine\n");
        assertThat(complaint("image")).startsWith("touchstone: Missing required parameter: 'IMAGE'\n");
    }

    @Test
    void anOptionThatCannotBeANameIsRefused() {
        assertThat(complaint("image", "machine", "--suite", "book worm"))
                .isEqualTo("touchstone: 'book worm' is not a suite, such as bookworm or jammy\n");
        assertThat(complaint("image", "machine", "--suite", "bookworm", "--kernel", "$(id)"))
                .isEqualTo("touchstone: '$(id)' is not a package, such as linux-image-cloud-arm64\n");
        assertThat(complaint("image", "machine", "--suite", "bookworm", "--mirror", "here"))
                .isEqualTo("touchstone: 'here' is not the URL of a mirror\n");
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws IOException {
        Path out = Files.createDirectory(root.resolve("out"));
        assertThat(complaint("image", "machine", "--out", out.toString()))
                .isEqualTo("touchstone: " + out + " exists: name a directory that does not, with --out\n");
    }

    @Test
    void aProjectWithoutTheSourcesIsNamed() {
        assertThat(complaint("image", "machine", "--suite", "bookworm"))
                .isEqualTo("touchstone: the sources of the machine's image are not in "
                        + root.resolve("fixtures/images/machine")
                        + ": start touchstone by the script of the project's directory\n");
    }
}
