package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suites.profile.Profiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCommandsTest {
    @TempDir
    Path root;

    @Test
    void listHasALineForEveryProperty() {
        Typed typed = Typed.in(root, "list");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out().lines())
                .hasSameSizeAs(Profiles.read("cowork-1-hardened").properties())
                .anySatisfy(line -> assertThat(line).matches("PRV-01 +critical +seed +privileges +.*capabilit.*"))
                .noneSatisfy(line -> assertThat(line).contains("not judged"));
    }

    @Test
    void listSaysWhatAProfileDoesNotJudge() {
        Typed typed = Typed.in(root, "list", "--profile", "cowork-1");

        assertThat(typed.out().lines())
                .anySatisfy(line -> assertThat(line).startsWith("PRV-09").endsWith("(not judged by cowork-1)"));
    }

    @Test
    void anUnknownProfileIsAnErrorThatNamesTheOthers() {
        Typed typed = Typed.in(root, "list", "--profile", "cowork-l");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err())
                .isEqualTo("touchstone: unknown profile \"cowork-l\" (did you mean cowork-1?); expected one of:"
                        + " cowork-1, cowork-1-hardened, cowork-2\n");
    }

    @Test
    void explainSaysWhatWhereFromAndHow() {
        Typed typed = Typed.in(root, "explain", "prv-01");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .startsWith("PRV-01  ")
                .contains(
                        "\n  area         privileges\n",
                        "\n  severity     critical\n",
                        "\n  basis        seed, judged by cowork-1, cowork-1-hardened, cowork-2\n",
                        "\n  documented   ",
                        "\n  source       ",
                        "\n  seen on      bubblewrap, container, vm, command\n");
    }

    @Test
    void explainSaysWhyAPropertyIsNotSeenOnAKind() {
        assertThat(Typed.in(root, "explain", "CPU-01").out())
                .contains("\n  not seen on  bubblewrap: A sandbox on this host");
    }

    @Test
    void anUnknownIdIsAnErrorWithWhatMayHaveBeenMeant() {
        Typed typed = Typed.in(root, "explain", "PRV-1");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .matches("touchstone: no property PRV-1 \\(did you mean PRV-..\\?\\); see touchstone list\n");
    }
}
