package dev.touchstone.suites.isolation;

import static dev.touchstone.suites.isolation.MountOrigins.Origin.EMPTY;
import static dev.touchstone.suites.isolation.MountOrigins.Origin.ITSELF;
import static dev.touchstone.suites.isolation.MountOrigins.Origin.NEW;
import static dev.touchstone.suites.isolation.MountOrigins.Origin.SAME;
import static dev.touchstone.suites.isolation.MountOrigins.Origin.SUPPLIED;
import static dev.touchstone.suites.isolation.MountOrigins.Origin.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.fixtures.facts.Facts.FileStatus;
import dev.touchstone.fixtures.facts.Mount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountOriginsTest {
    private static final int DISK = 1;
    private static final int HOST_PROC = 20;
    private static final int HOST_SHARED_MEMORY = 21;
    private static final int OWN_PROC = 30;
    private static final int OWN_ROOT = 31;

    private final List<Mount> hosts = List.of(
            mount(DISK, "/", "/", "ext4"),
            mount(HOST_PROC, "/", "/proc", "proc"),
            mount(HOST_SHARED_MEMORY, "/", "/dev/shm", "tmpfs"));
    private final Mount root = mount(OWN_ROOT, "/newroot", "/", "tmpfs");
    private final Mount proc = mount(OWN_PROC, "/", "/proc", "proc");
    private final Map<String, FileStatus> inside = new HashMap<>();
    private final Map<String, List<String>> entries = new HashMap<>();
    private final Map<String, FileStatus> outside = new HashMap<>();

    @Test
    void aFileSystemThatIsNotMountedOutsideIsNew() {
        assertThat(isFrom(proc, NEW)).isTrue();
        assertThat(isFrom(mount(HOST_PROC, "/", "/proc", "proc"), NEW)).isFalse();
    }

    @Test
    void thePathMayBeTheSameAndTheFileNot() {
        Mount certificates = mount(DISK, "/etc/ssl/certs", "/etc/ssl/certs", "ext4");
        inside.put("/etc/ssl/certs", file(DISK, 7));
        outside.put("/etc/ssl/certs", file(DISK, 7));
        assertThat(isFrom(certificates, SAME)).isTrue();
        outside.put("/etc/ssl/certs", file(DISK, 8));
        assertThat(isFrom(certificates, SAME)).isFalse();
        outside.put("/etc/ssl/certs", file(HOST_SHARED_MEMORY, 7));
        assertThat(isFrom(certificates, SAME)).isFalse();
        outside.clear();
        assertThat(isFrom(certificates, SAME)).isFalse();
    }

    @Test
    void onlyWhatTheHarnessPutAtThisPathIsSupplied() {
        Mount names = mount(DISK, "/run/content/3", "/etc/hosts", "ext4");
        inside.put("/etc/hosts", file(DISK, 7));
        outside.put("/run/content/3", file(DISK, 7));
        assertThat(origins(Map.of("/etc/hosts", "/run/content/3")).isFrom(names, List.of(SUPPLIED)))
                .isTrue();
        assertThat(origins(Map.of("/etc/hosts", "/run/content/4")).isFrom(names, List.of(SUPPLIED)))
                .isFalse();
        assertThat(origins(Map.of("/etc/group", "/run/content/3")).isFrom(names, List.of(SUPPLIED)))
                .isFalse();
    }

    @Test
    void aPartOfTheFileSystemAroundItIsItself() {
        assertThat(isFrom(mount(OWN_PROC, "/sys", "/proc/sys", "proc"), ITSELF)).isTrue();
        assertThat(isFrom(mount(OWN_PROC, "/sys", "/proc/bus", "proc"), ITSELF)).isFalse();
        assertThat(isFrom(mount(HOST_PROC, "/sys", "/proc/sys", "proc"), ITSELF))
                .isFalse();
        assertThat(isFrom(mount(OWN_ROOT, "/newroot/usr", "/usr", "tmpfs"), ITSELF))
                .isTrue();
    }

    @Test
    void aTerminalIsAPseudoterminal() {
        Mount console = mount(OWN_ROOT, "/3", "/dev/console", "devpts");
        inside.put("/dev/console", device(136));
        assertThat(isFrom(console, TERMINAL)).isTrue();
        inside.put("/dev/console", device(1));
        assertThat(isFrom(console, TERMINAL)).isFalse();
    }

    @Test
    void anEmptyDirectoryLeaksNothing() {
        Mount covered = mount(DISK, "/mnt", "/run", "ext4");
        assertThat(isFrom(covered, EMPTY)).isTrue();
        entries.put("/run", List.of("docker.sock"));
        assertThat(isFrom(covered, EMPTY)).isFalse();
    }

    @Test
    void whatMayComeFromAnywhereIsNotLookedAt() {
        assertThat(origins(Map.of()).isFrom(proc, List.of())).isTrue();
    }

    @Test
    void itIsDescribedByThePathThatLeadsThereOutside() {
        MountOrigins origins = origins(Map.of());
        assertThat(origins.describe(mount(DISK, "/home/one", "/usr", "ext4"))).isEqualTo("/home/one of the host");
        assertThat(origins.describe(mount(HOST_SHARED_MEMORY, "/", "/usr", "tmpfs")))
                .isEqualTo("/dev/shm of the host");
        assertThat(origins.describe(mount(HOST_PROC, "/sys", "/usr", "proc"))).isEqualTo("/proc/sys of the host");
        assertThat(origins.describe(mount(99, "/x", "/usr", "tmpfs"))).isEqualTo("/x of a tmpfs (0:99)");
    }

    @Test
    void anOriginHasAName() {
        assertThat(MountOrigins.Origin.named("same")).isEqualTo(SAME);
        assertThatThrownBy(() -> MountOrigins.Origin.named("anywhere")).isInstanceOf(IllegalArgumentException.class);
    }

    private boolean isFrom(Mount mount, MountOrigins.Origin origin) {
        return origins(Map.of()).isFrom(mount, List.of(origin));
    }

    private MountOrigins origins(Map<String, String> supplied) {
        return new MountOrigins(
                List.of(root, proc),
                hosts,
                supplied,
                path -> Optional.ofNullable(inside.get(path)),
                path -> entries.getOrDefault(path, List.of()),
                path -> Optional.ofNullable(outside.get(path)));
    }

    private static FileStatus file(int device, long inode) {
        return new FileStatus(0100644, 0, 0, 0, device, inode, 0, 0);
    }

    private static FileStatus device(int major) {
        return new FileStatus(0020620, 0, 0, 0, OWN_ROOT, 5, major, 0);
    }

    private static Mount mount(int minor, String root, String target, String type) {
        return new Mount(minor, 1, 0, minor, root, target, List.of("ro"), List.of(), type, "none", List.of("rw"));
    }
}
