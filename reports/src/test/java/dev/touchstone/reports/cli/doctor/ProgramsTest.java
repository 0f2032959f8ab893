package dev.touchstone.reports.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private static final Finding ABSENT = Finding.missing("tool", "not on the PATH", "apt-get install tool");

    @TempDir
    Path bin;

    @Test
    void aProgramThatIsNotThereIsMissingWithTheRemedy() {
        assertThat(new Programs(bin.toString()).look("tool", "--version", ABSENT))
                .isEqualTo(ABSENT);
    }

    @Test
    void aFileThatCannotBeExecutedIsNoProgram() throws IOException {
        Files.writeString(bin.resolve("tool"), "");

        assertThat(new Programs(bin.toString()).find("tool")).isEmpty();
    }

    @Test
    void theVersionIsTheFirstLineWithANumber() throws IOException {
        script("tool", "echo A tool by many; echo tool version 1.2.3; echo since 1.0");

        assertThat(new Programs(bin + ":/nowhere").look("tool", "--version", ABSENT))
                .isEqualTo(Finding.present("tool", "tool version 1.2.3"));
    }

    @Test
    void theVersionIsWithoutItsColours() throws IOException {
        script("tool", "printf '\\033[1mTool 3.8.7\\033[m\\n'");

        assertThat(new Programs(bin.toString()).look("tool", "--version", ABSENT))
                .isEqualTo(Finding.present("tool", "Tool 3.8.7"));
    }

    @Test
    void aProgramWithoutAVersionIsThereAllTheSame() throws IOException {
        script("tool", "exit 1");

        assertThat(new Programs(bin.toString()).look("tool", "--version", ABSENT))
                .isEqualTo(Finding.present("tool", bin.resolve("tool").toString()));
    }

    @Test
    void whatCannotBeStartedSaysWhy() {
        Programs.Run run = new Programs("").run(List.of("/nonexistent/tool"));

        assertThat(run.succeeded()).isFalse();
        assertThat(run.output()).contains("No such file or directory");
    }

    private void script(String name, String text) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
