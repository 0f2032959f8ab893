package dev.touchstone.suites.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFilesTest {
    @Test
    void whatTheNullDeviceCoversCannotBeWrittenTo(@TempDir Path directory) throws IOException {
        String file = Files.createFile(directory.resolve("file")).toString();
        String missing = directory.resolve("missing").toString();
        try (Guest guest = LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory))) {
            KernelFiles files = KernelFiles.opened(new Facts(guest), List.of("/dev/null", "/dev/zero", file, missing));

            assertThat(files.writable()).containsExactly("/dev/zero", file);
            assertThat(files.unclear()).isEmpty();
            assertThat(files.describe())
                    .isEqualTo("/dev/null=covered by the null device, /dev/zero=opened, " + file + "=opened, " + missing
                            + "=ENOENT");
        }
    }

    @Test
    void anErrorThatSaysNothingOfTheFileIsUnclear() {
        KernelFiles files = KernelFiles.opened(refusing(Errno.EMFILE), List.of("/proc/kcore"));

        assertThat(files.writable()).isEmpty();
        assertThat(files.unclear()).containsExactly("/proc/kcore: EMFILE");
    }

    @Test
    void aReadOnlyFileSystemRefuses() {
        assertThat(KernelFiles.opened(refusing(Errno.EROFS), List.of("/proc/kcore"))
                        .unclear())
                .isEmpty();
    }

    private static Facts refusing(Errno errno) {
        return new Facts(new AnsweringGuest(batch -> refused(batch, errno)));
    }

    private static Answer refused(Batch batch, Errno errno) {
        return new Answer(
                Collections.nCopies(batch.operations().size(), new Result(-errno.number())),
                Map.of(),
                new Answer.Ending.Exited(0));
    }
}
