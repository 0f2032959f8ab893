package dev.touchstone.reports.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserNamespacesTest {
    @TempDir
    Path sysctl;

    @TempDir
    Path bin;

    @BeforeEach
    void bubblewrapIsRefused() throws IOException {
        bubblewrap("echo bwrap: No permissions to create new namespace; exit 1");
    }

    @Test
    void aBubblewrapThatStartsIsProof() throws IOException {
        bubblewrap("exit 0");

        assertThat(look()).isEqualTo(Finding.present("user namespaces", "an unprivileged bubblewrap starts"));
    }

    @Test
    void theRefusalIsQuoted() {
        assertThat(look().state()).isEqualTo(Finding.State.MISSING);
        assertThat(look().detail())
                .isEqualTo("an unprivileged bubblewrap does not start: bwrap: No permissions to create new namespace");
        assertThat(look().remedy()).startsWith("in a container: ");
    }

    @Test
    void theKnobThatForbidsThemIsTheRemedy() throws IOException {
        knob("user/max_user_namespaces", "0");
        assertThat(look().remedy()).isEqualTo("sysctl -w user.max_user_namespaces=15000");

        knob("kernel/apparmor_restrict_unprivileged_userns", "1");
        assertThat(look().remedy()).isEqualTo("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");

        knob("kernel/unprivileged_userns_clone", "0");
        assertThat(look().remedy()).isEqualTo("sysctl -w kernel.unprivileged_userns_clone=1");
    }

    private Finding look() {
        return new UserNamespaces(new Programs(bin.toString()), sysctl, false).look();
    }

    private void knob(String name, String value) throws IOException {
        Files.createDirectories(sysctl.resolve(name).getParent());
        Files.writeString(sysctl.resolve(name), value + "\n");
    }

    private void bubblewrap(String script) throws IOException {
        Path file = bin.resolve("bwrap");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
