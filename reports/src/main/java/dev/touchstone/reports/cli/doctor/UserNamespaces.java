package dev.touchstone.reports.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether an unprivileged user may make the namespaces that bubblewrap needs: by trying, for the knobs differ. */
final class UserNamespaces {
    private static final String WHAT = "user namespaces";

    private final Programs programs;
    private final Path sysctl;
    private final boolean root;

    /** @param sysctl /proc/sys */
    UserNamespaces(Programs programs, Path sysctl, boolean root) {
        this.programs = programs;
        this.sysctl = sysctl;
        this.root = root;
    }

    Finding look() {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of(
                    "setpriv",
                    "--reuid=" + Examination.SANDBOX_USER,
                    "--regid=" + Examination.SANDBOX_USER,
                    "--clear-groups",
                    "--"));
        }
        command.addAll(List.of("bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"));
        command.addAll(List.of("--", "true"));
        Programs.Run run = programs.run(command);
        return run.succeeded()
                ? Finding.present(WHAT, "an unprivileged bubblewrap starts")
                : Finding.missing(WHAT, "an unprivileged bubblewrap does not start: " + run.firstLine(), remedy());
    }

    private String remedy() {
        if ("0".equals(read("kernel/unprivileged_userns_clone"))) {
            return "sysctl -w kernel.unprivileged_userns_clone=1";
        }
        if ("1".equals(read("kernel/apparmor_restrict_unprivileged_userns"))) {
            return "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
        }
        if ("0".equals(read("user/max_user_namespaces"))) {
            return "sysctl -w user.max_user_namespaces=15000";
        }
        return "in a container: start it with a seccomp profile that allows user namespaces and with unmasked system paths"
                + " (Docker: --security-opt seccomp=… --security-opt systempaths=unconfined)";
    }

    private String read(String knob) {
        try {
            return Files.readString(sysctl.resolve(knob)).strip();
        } catch (IOException e) {
            return ""; // this kernel does not have the knob
        }
    }
}
