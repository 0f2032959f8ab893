package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.reports.output.ReportException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Shell shell = new Shell(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            100,
            Path.of("/"),
            Path.of("/"));
    private final Failures failures = new Failures(shell);

    @Test
    void aBootThatFailedIsOneLine() {
        assertThat(failures.report(new BootException("bwrap is not on the PATH\nmore"), false))
                .isEqualTo(3);
        assertThat(said()).isEqualTo("touchstone: bwrap is not on the PATH\n");
    }

    @Test
    void aReportThatCannotBeWrittenIsOneLine() {
        assertThat(failures.report(new ReportException("--out /x: cannot be written to"), false))
                .isEqualTo(3);
        assertThat(said()).isEqualTo("touchstone: --out /x: cannot be written to\n");
    }

    @Test
    void aMissingFileIsNamed() {
        failures.report(new UncheckedIOException(new NoSuchFileException("policy.yaml")), false);

        assertThat(said()).isEqualTo("touchstone: no such file: policy.yaml\n");
    }

    @Test
    void anythingElseIsAnInternalErrorWithItsPlace() {
        failures.report(new IllegalStateException("impossible"), false);

        assertThat(said())
                .startsWith("touchstone: internal error: IllegalStateException: impossible at "
                        + "dev.touchstone.reports.cli.FailuresTest.")
                .endsWith("; --verbose shows where it comes from\n")
                .hasLineCount(1);
    }

    @Test
    void onlyVerboseShowsTheTrace() {
        failures.report(new OutOfMemoryError("heap"), true);

        assertThat(said()).contains("java.lang.OutOfMemoryError: heap", "\tat ");
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
