package dev.touchstone.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.fixtures.target.ContainerBoot;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetReader;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTargetTest {
    private static final String DIGEST = "@sha256:0123456789012345678901234567890123456789012345678901234567890123";

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"debian:12", "registry.example:5000/some_team/agent:1.0", "debian" + DIGEST})
    void anImageBecomesATarget(String image) {
        Path file = new ImageTarget(image, "cowork-2").writeInto(scratch.resolve("images"));

        Target target = new TargetReader(Clock.systemUTC()).read(file);

        assertThat(target.profile()).isEqualTo("cowork-2");
        assertThat(((ContainerBoot) target.boot()).image().name()).hasValue(image);
        assertThat(target.name()).matches("[A-Za-z0-9][A-Za-z0-9-]{0,59}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-v", "debian 12", "debian\"12", "../debian", "debian\n12"})
    void whatIsNoReferenceIsRefused(String image) {
        assertThatExceptionOfType(Complaint.class)
                .isThrownBy(() -> new ImageTarget(image, "cowork-2"))
                .withMessageEndingWith("this is no image's reference; expected one such as debian:12");
    }

    @Test
    void anUnknownProfileIsNamed() {
        assertThatExceptionOfType(Complaint.class)
                .isThrownBy(() -> new ImageTarget("debian:12", "cowork-3"))
                .withMessageStartingWith("--profile cowork-3: there is no such profile (did you mean cowork-");
    }

    @Test
    void anImageIsATargetOfItsOwn() {
        Typed typed = Typed.in(scratch, "audit", "--image", "debian:12", "reference");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("touchstone: --image is a target of its own: name none beside it\n");
    }

    @Test
    void aProfileIsForAnImageOnly() {
        Typed typed = Typed.in(scratch, "audit", "--profile", "cowork-2", "reference");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("--image");
    }
}
