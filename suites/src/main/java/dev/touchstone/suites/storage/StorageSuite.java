package dev.touchstone.suites.storage;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.assertions.TouchstoneAssertions.fail;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.Verifies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The disks and what is on them. */
public class StorageSuite {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long ST_NOSUID = 2; // include/linux/statfs.h

    @Verifies("STO-01")
    void theRootDiskIsTheDocumentedOne(Facts facts, Check check) {
        disk(facts, check);
    }

    @Verifies("STO-02")
    void theSessionDiskIsTheDocumentedOne(Facts facts, Check check) {
        disk(facts, check);
    }

    /** If this fails: the sessions lie on the root disk, where a full one stops the machine. */
    @Verifies("STO-02")
    void theSessionDiskIsAnotherThanTheRootDisk(Facts facts, Check check) {
        check.expects("another disk than that of /")
                .probe("mountinfo and /sys/dev/block")
                .lookAt("the machine's disks");
        String sessions =
                diskOf(facts, mount(facts, check.expected("mount").asText())).path();
        String root = diskOf(facts, mount(facts, "/")).path();
        check.observes("sessions on " + sessions + ", / on " + root);
        assertThat(sessions)
                .withFailMessage("the sessions and the root share one disk, %s", root)
                .isNotEqualTo(root);
    }

    @Verifies("STO-03")
    void bothHaveTheDocumentedFileSystem(Facts facts, Check check) {
        String documented = check.expected("type").asText();
        Map<String, String> types = new LinkedHashMap<>();
        check.expects(documented + " at each of " + check.expected("mounts"))
                .probe("mountinfo")
                .lookAt("how the disks were formatted");
        for (String target : targets(check)) {
            types.put(target, mount(facts, target).type());
        }
        check.observes(types.toString());
        assertThat(types.values())
                .withFailMessage("the file systems are %s", types)
                .containsOnly(documented);
    }

    @Verifies(value = "STO-03", by = BEHAVED)
    void statfsSaysTheSame(Facts facts, Check check) {
        long documented = check.expected("magic").asLong();
        Map<String, String> types = new LinkedHashMap<>();
        for (String target : targets(check)) {
            types.put(target, Long.toHexString(facts.fileSystem(target).type()));
        }
        check.expects("type " + Long.toHexString(documented))
                .probe("statfs(2)")
                .lookAt("how the disks were formatted")
                .observes(types.toString());
        assertThat(types.values()).withFailMessage("statfs says %s", types).containsOnly(Long.toHexString(documented));
    }

    @Verifies("STO-04")
    void theEfiPartitionIsTheDocumentedOne(Facts facts, Check check) {
        String target = check.expected("mount").asText();
        String documented = check.expected("type").asText();
        long least = check.expected("mebibytesAtLeast").asLong();
        long most = check.expected("mebibytesAtMost").asLong();
        check.expects(documented + " of " + least + " to " + most + " MiB at " + target)
                .probe("mountinfo and statfs(2)")
                .lookAt("the partitions of the root disk");
        String type = mount(facts, target).type();
        long bytes = facts.fileSystem(target).totalBytes();
        check.observes(type + " of " + bytes + " bytes");
        assertThat(type)
                .withFailMessage("%s has the file system %s", target, type)
                .isEqualTo(documented);
        assertThat(bytes)
                .withFailMessage("%s has %d bytes", target, bytes)
                .isBetween(least * MEBIBYTE, most * MEBIBYTE);
    }

    @Verifies("STO-05")
    void theSessionDiskIsMountedNosuid(Facts facts, Check check) {
        String target = check.expected("mount").asText();
        String documented = check.expected("option").asText();
        check.expects(documented + " among the options of " + target)
                .probe("mountinfo")
                .lookAt("how the session disk is mounted");
        List<String> options = mount(facts, target).options();
        check.observes(options.toString());
        assertThat(options)
                .withFailMessage("%s is mounted with %s", target, options)
                .contains(documented);
    }

    @Verifies("STO-05")
    void statfsSaysNosuidToo(Facts facts, Check check) {
        String target = check.expected("mount").asText();
        long flags = facts.fileSystem(target).flags();
        check.expects("ST_NOSUID among the flags of " + target)
                .probe("statfs(2)")
                .lookAt("how the session disk is mounted")
                .observes("flags " + Long.toHexString(flags));
        assertThat(flags & ST_NOSUID)
                .withFailMessage("statfs of %s has the flags %x, without ST_NOSUID", target, flags)
                .isNotZero();
    }

    private static void disk(Facts facts, Check check) {
        String target = check.expected("mount").asText();
        String transport = check.expected("transport").asText();
        long least = check.expected("bytesAtLeast").asLong();
        long most = check.expected("bytesAtMost").asLong();
        check.expects("a disk of " + least + " to " + most + " bytes by " + transport)
                .probe("mountinfo and /sys/dev/block")
                .lookAt("the machine's disks");
        Disk disk = diskOf(facts, mount(facts, target));
        check.observes(disk.describe());
        assertThat(disk.transport())
                .withFailMessage("%s is on %s", target, disk.describe())
                .isEqualTo(transport);
        assertThat(disk.bytes())
                .withFailMessage("%s is on %s", target, disk.describe())
                .isBetween(least, most);
    }

    private static Disk diskOf(Facts facts, Mount mount) {
        if (mount.major() == 0) { // no block device: include/linux/kdev_t.h, anonymous file systems
            fail("%s is on no disk: its file system is %s", mount.target(), mount.type());
        }
        return Disk.of(facts, mount);
    }

    /** What is mounted there; of several mounts the last, which covers the others. */
    private static Mount mount(Facts facts, String target) {
        List<Mount> mounts = facts.mounts(facts.self()).stream()
                .filter(mount -> mount.target().equals(target))
                .toList();
        if (mounts.isEmpty()) {
            fail("nothing is mounted at %s", target);
        }
        return mounts.get(mounts.size() - 1);
    }

    private static List<String> targets(Check check) {
        List<String> targets = new ArrayList<>();
        check.expected("mounts").forEach(target -> targets.add(target.asText()));
        return targets;
    }
}
