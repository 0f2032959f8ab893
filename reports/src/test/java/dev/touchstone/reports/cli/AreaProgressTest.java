package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import dev.touchstone.suites.run.Verifies;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AreaProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void elsewhereThanOnATerminalEachAreaIsOnePlainLine() {
        audit(new AreaProgress(shell(false), false));

        assertThat(said()).isEqualTo("""
                touchstone: auditing reference
                  booted in 85 ms
                  isolation    2 checks, 1 failed
                  network      1/2 checks, 1 undetermined
                """);
    }

    @Test
    void onATerminalTheLineIsWrittenOver() {
        audit(new AreaProgress(shell(true), false));

        assertThat(said())
                .contains("\r\033[K  isolation    1/2 checks\r\033[K  isolation    2 checks, 1 failed")
                .contains("\r\033[K  isolation    2 checks, 1 failed\n");
    }

    @Test
    void verboseNamesEveryCheckAndWritesNothingOver() {
        audit(new AreaProgress(shell(true), true));

        assertThat(said())
                .contains("  ISO-02 passed   only the loopback device (1.5 ms, 7 calls)\n")
                .contains("  ISO-03 failed   host pid is unknown (1.5 ms, 7 calls)\n")
                .doesNotContain("\r");
    }

    @Test
    void anAreaThatGoesOnLaterGoesOnCounting() {
        AreaProgress progress = new AreaProgress(shell(false), false);
        progress.areaStarted("isolation", 2);
        progress.checked(result("ISO-02", "only the loopback device", Status.FAILED));
        progress.areaStarted("network", 1);
        progress.checked(result("NET-01", "allowed host answers", Status.PASSED));
        progress.areaStarted("isolation", 2);
        progress.checked(result("ISO-04", "ends with its parent", Status.PASSED));
        progress.close();

        assertThat(said())
                .isEqualTo(
                        "  isolation    1/2 checks, 1 failed\n  network      1 checks\n  isolation    2 checks, 1 failed\n");
    }

    @Test
    void aSecondSandboxBesideTheChecksIsNotAnnounced() {
        AreaProgress progress = new AreaProgress(shell(false), false);
        progress.areaStarted("isolation", 1);
        progress.step("booting reference");
        progress.checked(result("ISO-02", "only the loopback device", Status.PASSED));
        progress.close();

        assertThat(said()).isEqualTo("  isolation    1 checks\n");
    }

    @Test
    void onceAbandonedItSaysNothingMore() {
        AreaProgress progress = new AreaProgress(shell(true), false);
        progress.areaStarted("isolation", 1);
        progress.abandon();
        String said = said();

        progress.checked(result("ISO-02", "only the loopback device", Status.BROKEN));
        progress.step("booting reference");
        progress.close();

        assertThat(said()).isEqualTo(said).endsWith("\r\033[K");
    }

    private static void audit(AreaProgress progress) {
        progress.step("auditing reference");
        progress.booted(84.7);
        progress.areaStarted("isolation", 2);
        progress.checked(result("ISO-02", "only the loopback device", Status.PASSED));
        progress.checked(result("ISO-03", "host pid is unknown", Status.FAILED));
        progress.areaStarted("network", 2);
        progress.checked(result("NET-01", "allowed host answers", Status.BROKEN));
        progress.close();
    }

    private static CheckResult result(String property, String name, Status status) {
        return new CheckResult(property, name, Verifies.Evidence.DECLARED, status, null, null, null, 1.5, 7, List.of());
    }

    private Shell shell(boolean live) {
        PrintStream stream = new PrintStream(err, false, StandardCharsets.UTF_8);
        return new Shell(stream, stream, live, false, 100, Path.of("/"), Path.of("/"));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
