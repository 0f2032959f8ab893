package dev.touchstone.suites.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.facts.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MountPolicyTest {
    private static final int HOSTS = 1;
    private static final int OWN = 2;

    private final Session session =
            new Session("one", List.of(folder("uploads"), folder("outputs")), folder("ungranted"), "secret");
    private final ArrayNode expected = JsonNodeFactory.instance.arrayNode();

    private static Session.Folder folder(String name) {
        return new Session.Folder(name, Session.Permission.RO, Path.of("/host/" + name), "canary", "song");
    }

    private static Mount mount(int device, String target, String type, String... options) {
        return new Mount(1, 1, 0, device, "/", target, List.of(options), List.of(), type, "none", List.of("rw"));
    }

    private ObjectNode line(String target, boolean required) {
        ObjectNode line = expected.addObject();
        line.put("target", target).put("required", required).putArray("types");
        line.putArray("options");
        return line;
    }

    private List<String> deviations(Mount... mounts) {
        MountOrigins origins = new MountOrigins(
                List.of(mounts),
                List.of(mount(HOSTS, "/", "ext4")),
                Map.of(),
                path -> Optional.empty(),
                path -> List.of(),
                path -> Optional.empty());
        return MountPolicy.of(expected, session).deviations(List.of(mounts), origins);
    }

    @Test
    void whatIsAsDocumentedIsNoDeviation() {
        ObjectNode line = line("/tmp", true);
        line.withArray("types").add("tmpfs");
        line.withArray("options").add("nosuid");
        line.putArray("origins").add("new");

        assertThat(deviations(mount(OWN, "/tmp", "tmpfs", "rw", "nosuid"))).isEmpty();
    }

    @Test
    void aMountThatNoLineNamesIsOne() {
        line("/tmp", false);

        assertThat(deviations(mount(OWN, "/host", "ext4", "ro", "nodev")))
                .containsExactly("/host (ext4 of /, ro,nodev) is not a documented mount");
    }

    @Test
    void anotherTypeIsOne() {
        line("/tmp", true).withArray("types").add("tmpfs").add("ramfs");

        assertThat(deviations(mount(OWN, "/tmp", "ext4")))
                .containsExactly("/tmp is of type ext4 where [tmpfs, ramfs] is documented");
        assertThat(deviations(mount(OWN, "/tmp", "ramfs"))).isEmpty();
    }

    @Test
    void aMissingOptionIsOne() {
        line("/tmp", true).withArray("options").add("nosuid").add("nodev").add("noexec");

        assertThat(deviations(mount(OWN, "/tmp", "tmpfs", "nodev")))
                .containsExactly("/tmp is mounted without nosuid, noexec");
    }

    @Test
    void anotherOriginIsOne() {
        line("/tmp", true).putArray("origins").add("new");

        assertThat(deviations(mount(HOSTS, "/tmp", "ext4")))
                .containsExactly("/tmp is / of the host, which is not what belongs there");
    }

    @Test
    void whereAMountComesFromNeedNotBeKnown() {
        line("/tmp", true).putArray("origins").add("new");
        MountPolicy policy = MountPolicy.of(expected, session);

        assertThat(policy.deviations(List.of(mount(HOSTS, "/tmp", "ext4")))).isEmpty();
        assertThat(policy.deviations(List.of(mount(HOSTS, "/srv", "ext4", "rw"))))
                .containsExactly("/srv (ext4 of /, rw) is not a documented mount", "/tmp is not mounted");
    }

    @Test
    void whatIsRequiredHasToBeThere() {
        line("/proc", true);
        line("/tmp", false);

        assertThat(deviations()).containsExactly("/proc is not mounted");
    }

    @Test
    void oneOfSeveralLinesForOnePlaceIsEnough() {
        line("/dev/*", false).withArray("types").add("tmpfs");
        line("/dev/pts", false).withArray("types").add("devpts");

        assertThat(deviations(mount(OWN, "/dev/pts", "devpts"))).isEmpty();
        assertThat(deviations(mount(OWN, "/dev/pts", "ext4")))
                .containsExactly("/dev/pts is of type ext4 where [tmpfs] is documented");
    }

    @Test
    void sessionAndFoldersStandForTheirNames() {
        line("/sessions/{session}/mnt/{folder}", true);
        line("/sessions/{session}/mnt/{folder}/.trash", false);

        assertThat(deviations(
                        mount(OWN, "/sessions/one/mnt/uploads", "ext4"),
                        mount(OWN, "/sessions/one/mnt/outputs/.trash", "ext4"),
                        mount(OWN, "/sessions/one/mnt/ungranted/.trash", "ext4")))
                .satisfiesExactly(
                        other -> assertThat(other).startsWith("/sessions/one/mnt/ungranted/.trash (ext4"),
                        missing -> assertThat(missing).isEqualTo("/sessions/one/mnt/outputs is not mounted"));
        assertThat(deviations(Stream.of("uploads", "outputs")
                        .map(name -> mount(OWN, "/sessions/one/mnt/" + name, "ext4"))
                        .toArray(Mount[]::new)))
                .isEmpty();
    }
}
