package dev.touchstone.suites.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.ExecutorBinary;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.LocalExecutor;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.suites.AnsweringGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetuidProgramsTest {
    @TempDir
    private Path directory;

    private Path programs;

    @BeforeEach
    void makePrograms() throws IOException {
        programs = Files.createDirectory(directory.resolve("programs"));
    }

    @Test
    void programsThatRunAsTheirOwnerOrGroup() throws IOException {
        program("plain", 0755);
        program("owner", 04755);
        program("group", 02755);
        Files.createDirectory(programs.resolve("directory"));
        Files.setAttribute(programs.resolve("directory"), "unix:mode", 02755);

        SetuidPrograms found = in(programs);

        assertThat(found.found()).containsExactly(programs + "/group", programs + "/owner");
        assertThat(found.looked()).isEqualTo(4);
    }

    @Test
    void aLinkIsWhatItLeadsTo() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.setAttribute(Files.createFile(elsewhere.resolve("real")), "unix:mode", 04755);
        Files.createSymbolicLink(programs.resolve("alternative"), elsewhere.resolve("real"));
        Files.createSymbolicLink(programs.resolve("dangling"), elsewhere.resolve("nothing"));
        Files.createSymbolicLink(programs.resolve("round"), programs.resolve("round"));

        assertThat(in(programs).found()).containsExactly(programs + "/alternative");
    }

    @Test
    void aDirectoryThatIsALinkIsSearchedUnlessItIsAnothersSecondName() throws IOException {
        program("owner", 04755);
        Path link = Files.createSymbolicLink(directory.resolve("link"), programs);

        assertThat(in(link).found()).containsExactly(link + "/owner");
        assertThat(in(programs, link, directory.resolve("missing")))
                .isEqualTo(new SetuidPrograms(new TreeSet<>(List.of(programs + "/owner")), 1));
    }

    @Test
    void whatCannotBeLookedAtIsNotPassedOver() {
        Facts refusing = new Facts(new AnsweringGuest(batch -> new Answer(
                Collections.nCopies(batch.operations().size(), new Result(-Errno.EACCES.number())),
                Map.of(),
                new Answer.Ending.Inline())));

        assertThatExceptionOfType(FactException.class)
                .isThrownBy(() -> SetuidPrograms.in(refusing))
                .withMessage("/usr/bin: EACCES");
    }

    private void program(String name, int mode) throws IOException {
        Files.setAttribute(Files.createFile(programs.resolve(name)), "unix:mode", mode);
    }

    private SetuidPrograms in(Path... directories) throws IOException {
        try (Guest guest = LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory))) {
            return SetuidPrograms.in(
                    new Facts(guest), Stream.of(directories).map(Path::toString).toList());
        }
    }
}
