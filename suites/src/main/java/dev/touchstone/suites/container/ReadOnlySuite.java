package dev.touchstone.suites.container;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.probe.MountTable;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SeenOn;
import dev.touchstone.suites.run.Verifies;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The container's files, outside the sandbox in it. */
@SeenOn(Target.Kind.CONTAINER)
public class ReadOnlySuite {

    /** The engine's own, which with control groups of version 1 is an empty file system of root's that holds further mounts. */
    private static final String CONTROL_GROUPS = "/sys/fs/cgroup";

    @Verifies("ISO-10")
    void theContainersRootIsReadOnly(Sandbox sandbox, ContainerLayer container, Check check) {
        Surroundings.of(container);
        Session session = sandbox.session();
        Set<String> scratch = new TreeSet<>();
        scratch.add(CONTROL_GROUPS);
        check.expected("writable").forEach(path -> scratch.add(path.asText().replace("{session}", session.id())));
        Facts facts = new Facts(container.guest());
        List<Mount> visible = MountTable.visible(facts.mounts(facts.self()));
        List<String> writable = visible.stream()
                .filter(mount -> !mount.readOnly())
                .filter(mount -> scratch.stream().noneMatch(path -> MountTable.below(mount.target(), path)))
                .map(mount -> mount.target() + " (" + mount.type() + ")")
                .toList();
        check.expects("outside the sandbox too, everything is read-only but " + scratch)
                .probe("mountinfo of a process in the container")
                .lookAt("docker --read-only; docker --volume without :ro")
                .observes(writable.isEmpty() ? "nothing else is writable" : "writable: " + writable);
        assertThat(writable)
                .withFailMessage("in the container, outside its sandbox, these are mounted rw: %s", writable)
                .isEmpty();
    }
}
