package dev.touchstone.reports.cli.doctor;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.boot.ObserverSetting;
import dev.touchstone.fixtures.container.Engine;
import dev.touchstone.fixtures.container.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine has and lacks, for each kind of target and for the tests. */
public final class Examination {
    /** The user that sandboxes run as when root starts them. */
    static final int SANDBOX_USER = 1002;

    private static final String ENGINE = "container engine";

    private final Programs programs;
    private final boolean root;

    private Examination(Programs programs, boolean root) {
        this.programs = programs;
        this.root = root;
    }

    /** Of this process's machine, with its PATH. */
    public static Examination ofThisMachine() {
        return new Examination(new Programs(System.getenv().getOrDefault("PATH", "/usr/bin:/bin")), userId() == 0);
    }

    /** The targets that this version boots. Without what is MISSING here nothing can be audited. */
    public Section sandboxes() {
        return new Section(
                "Targets of kind bubblewrap, and of kind command that use it",
                List.of(
                        architecture(),
                        user(),
                        program("bwrap", "--version", "bubblewrap"),
                        program("socat", "-V", "socat"),
                        program("setpriv", "--version", "util-linux"),
                        seccomp(),
                        new UserNamespaces(programs, Path.of("/proc/sys"), root).look(),
                        bindfs(),
                        fuse()));
    }

    public Section sandboxRuntime() {
        return new Section(
                "Targets srt and srt-latest",
                List.of(
                        program("node", "--version", "nodejs"),
                        program("npm", "--version", "npm"),
                        program("rg", "--version", "ripgrep")));
    }

    public Section tests() {
        return new Section(
                "Tests (./touchstone verify)",
                List.of(
                        Finding.present("JVM", Runtime.version().toString()),
                        program("mvn", "--version", "maven"),
                        wanted("gcc", "gcc", "the guest executor is not rebuilt"),
                        wanted("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu", "its aarch64 build is not rebuilt"),
                        wanted("qemu-aarch64-static", "qemu-user-static", "its aarch64 build is not run"),
                        wanted("chromium", "chromium", "the report is not opened in a browser")));
    }

    /** What it takes to boot containers, and to make the image of the one that ships. */
    public Section containers() {
        return new Section(
                "Targets of kind container",
                List.of(
                        engine(),
                        wanted("docker", "docker.io", "the image of the target container is not made"),
                        wanted("mmdebstrap", "mmdebstrap", "its base has to come from a registry (TOUCHSTONE_BASE)"),
                        wanted("npm", "npm", "what it runs cannot be installed")));
    }

    /** What it takes to boot the documented machine. */
    public Section machines() {
        return new Section(
                "Targets of kind vm",
                List.of(
                        wanted("qemu-system-aarch64", "qemu-system-arm", "the machine is not booted"),
                        wanted("qemu-img", "qemu-utils", "its image is not built"),
                        wanted("mmdebstrap", "mmdebstrap", "its image is not built")));
    }

    private static Finding engine() {
        try {
            Engine engine = Engine.open();
            return engine.location().here()
                    ? Finding.present(ENGINE, engine.version())
                    : engineElsewhere(engine.version(), ObserverSetting.isSet());
        } catch (EngineException e) {
            String[] said = e.getMessage().split("; ", 2);
            return Finding.limited(ENGINE, said[0], said.length > 1 ? said[1] : "start one");
        } catch (BootException e) {
            return Finding.limited(ENGINE, e.getMessage(), "set " + ObserverSetting.SET + ", or leave it out");
        }
    }

    /** @param observed whether one more container is to look at its machine */
    static Finding engineElsewhere(String version, boolean observed) {
        String where = version + ", which is not on this machine: ";
        return observed
                ? Finding.limited(
                        ENGINE,
                        where + "one more container looks at its machine, and what takes the proxies is undetermined",
                        "run touchstone there")
                : Finding.limited(
                        ENGINE,
                        where
                                + "what takes somebody who sees its processes from outside, or the proxies, is undetermined",
                        "run touchstone there, or set " + ObserverSetting.SET
                                + ", which has one more container look at its machine, as root");
    }

    private static Finding architecture() {
        String machine = System.getProperty("os.arch");
        boolean known = machine.equals("amd64") || machine.equals("aarch64");
        return known
                ? Finding.present("architecture", machine)
                : Finding.missing(
                        "architecture",
                        machine + ": the guest executor is there for x86_64 and aarch64",
                        "use one of these");
    }

    private Finding user() {
        return root
                ? Finding.present("user", "root; sandboxes run as uid " + SANDBOX_USER)
                : Finding.limited(
                        "user",
                        "uid " + userId() + "; sandboxes run as you",
                        "start it as root to have targets run as another user");
    }

    private Finding program(String name, String versionOption, String debianPackage) {
        return programs.look(name, versionOption, Finding.missing(name, "not on the PATH", install(debianPackage)));
    }

    private Finding wanted(String name, String debianPackage, String consequence) {
        return programs.look(
                name, "--version", Finding.limited(name, "not on the PATH: " + consequence, install(debianPackage)));
    }

    private static Finding seccomp() {
        try {
            // seccomp_version(3): three unsigned ints
            Pointer version = NativeLibrary.getInstance("libseccomp.so.2")
                    .getFunction("seccomp_version")
                    .invokePointer(new Object[0]);
            return Finding.present("libseccomp", version.getInt(0) + "." + version.getInt(4) + "." + version.getInt(8));
        } catch (UnsatisfiedLinkError e) {
            return Finding.missing("libseccomp", "libseccomp.so.2 is not there", install("libseccomp2"));
        }
    }

    private Finding bindfs() {
        return programs.look(
                "bindfs",
                "--version",
                Finding.limited(
                        "bindfs", "not on the PATH: rw folders of a session have a stand-in", install("bindfs fuse3")));
    }

    private static Finding fuse() {
        Path device = Path.of("/dev/fuse");
        if (!Files.exists(device)) {
            return Finding.limited(
                    "/dev/fuse",
                    "not there: rw folders of a session have a stand-in",
                    "modprobe fuse, or pass the device in");
        }
        return Files.isReadable(device) && Files.isWritable(device)
                ? Finding.present("/dev/fuse", "can be opened")
                : Finding.limited(
                        "/dev/fuse",
                        "not for this user: rw folders of a session have a stand-in",
                        "start it as root, or chmod 0666 /dev/fuse");
    }

    private static String install(String debianPackage) {
        return "apt-get install " + debianPackage;
    }

    /** Java knows the user's name only, and a container's user may have none; man 5 proc: the owner of /proc/self. */
    private static int userId() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self cannot be read: is /proc mounted?", e);
        }
    }
}
