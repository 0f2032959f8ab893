package dev.touchstone.suites.isolation;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.facts.DescriptorTables;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.suites.oracle.Attribution;
import dev.touchstone.suites.oracle.CapabilityOracles;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.probe.DeviceDirectory;
import dev.touchstone.suites.probe.KernelFiles;
import dev.touchstone.suites.probe.MountTable;
import dev.touchstone.suites.probe.Opening;
import dev.touchstone.suites.probe.OtherPaths;
import dev.touchstone.suites.probe.OutsideControl;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Devices, /proc, the read-only root, inherited descriptors. */
public class FilesSuite {

    @Verifies("ISO-06")
    void devicesAreTheMinimalSet(Facts facts, Check check) {
        DeviceDirectory directory = DeviceDirectory.read(facts);
        Set<String> allowed = new TreeSet<>(check.texts("devices"));
        Set<String> extra = new TreeSet<>(directory.names());
        extra.removeAll(allowed);
        check.expects("/dev holds only " + allowed)
                .probe("the listing of /dev with each node's type and device number")
                .lookAt("bwrap --dev /dev; --dev-bind")
                .observes(directory.describe());
        assertThat(extra)
                .withFailMessage("/dev holds more than documented: %s", extra)
                .isEmpty();
        List<String> wrong = directory.unexpectedNodes();
        assertThat(wrong)
                .withFailMessage("nodes in /dev are other devices than their names say: %s", wrong)
                .isEmpty();
    }

    @Verifies(value = "ISO-06", by = BEHAVED)
    void noDeviceCanBeMadeOrOpened(Sandbox sandbox, Facts facts, Controls controls, Check check) {
        Controls.Findings mknod = controls.capabilities(CapabilityOracles.all().stream()
                .filter(oracle -> oracle.call().startsWith("mknod("))
                .toList());
        List<String> opened = DeviceDirectory.read(facts).openedBlockDevices(sandbox.guest());
        check.expects("mknod → EPERM; no block device can be opened")
                .probe("mknod of a null device in /tmp and /dev/shm; open of every block device in /dev")
                .lookAt("CAP_MKNOD; nodes bound into /dev")
                .observes(mknod.evidence() + "; block devices opened: " + opened);
        List<Controls.Asked> made = mknod.with(Attribution.Finding.OPEN);
        assertThat(made)
                .withFailMessage("a device can be made: %s", Controls.Findings.describe(made))
                .isEmpty();
        assertThat(opened)
                .withFailMessage("block devices can be opened: %s", opened)
                .isEmpty();
        if (mknod.with(Attribution.Finding.REFUSED).isEmpty()) {
            mknod.requireControl(sandbox.witness());
            throw new UndeterminedException("no refusal of mknod proves anything: " + mknod.evidence());
        }
    }

    @Verifies("ISO-07")
    void procIsAMountOfItsOwn(Sandbox sandbox, Facts facts, Check check) {
        check.lookAt("bwrap --proc /proc").observes("no /proc/self");
        assertThat(facts.fileStatus("/proc/self"))
                .withFailMessage("nothing is mounted at /proc")
                .isPresent();
        List<Mount> mounts = facts.mounts(facts.self());
        Optional<Mount> proc =
                mounts.stream().filter(mount -> mount.target().equals("/proc")).reduce((first, second) -> second);
        check.expects("/proc is a proc file system of its own, mounted whole")
                .probe("mountinfo of the main process")
                .lookAt("bwrap --proc /proc")
                .observes(proc.map(mount ->
                                mount.type() + ", root " + mount.root() + ", " + String.join(",", mount.options()))
                        .orElse("no mount at /proc"));
        assertThat(proc).withFailMessage("nothing is mounted at /proc").isPresent();
        assertThat(proc.get().type())
                .withFailMessage("/proc is of type %s", proc.get().type())
                .isEqualTo("proc");
        assertThat(proc.get().root())
                .withFailMessage(
                        "/proc is a part of another proc file system: %s",
                        proc.get().root())
                .isEqualTo("/");
    }

    @Verifies(value = "ISO-07", by = WITNESSED)
    void procIsNotTheHosts(Sandbox sandbox, Facts facts, Check check) {
        Facts outside = sandbox.witness().facts();
        Map<String, String> inside = procs(MountTable.visible(facts.mounts(facts.self())));
        Set<String> hosts =
                new TreeSet<>(procs(outside.mounts(outside.guest().pid())).values());
        check.expects("no proc file system of the host, at /proc or anywhere else")
                .probe("the device numbers of every proc in mountinfo, inside and outside")
                .lookAt("bwrap --proc /proc in place of --bind /proc /proc; further binds of the host's /proc")
                .observes(inside + " inside, " + hosts + " on the host");
        inside.values().retainAll(hosts);
        assertThat(inside.keySet())
                .withFailMessage("the host's /proc is in the sandbox, at %s", inside.keySet())
                .isEmpty();
    }

    /** Device number by target. */
    private static Map<String, String> procs(List<Mount> mounts) {
        Map<String, String> procs = new TreeMap<>();
        mounts.stream()
                .filter(mount -> mount.type().equals("proc"))
                .forEach(mount -> procs.put(mount.target(), mount.major() + ":" + mount.minor()));
        return procs;
    }

    @Verifies(value = "ISO-07", by = BEHAVED)
    void nothingOfTheKernelCanBeChangedThroughProc(Facts facts, Check check) {
        List<String> paths = List.of(
                "/proc/sysrq-trigger",
                "/proc/sys/kernel/core_pattern",
                "/proc/sys/kernel/hostname",
                "/proc/sys/kernel/modprobe",
                "/proc/sys/kernel/sysrq",
                "/proc/sys/vm/swappiness",
                "/proc/sys/vm/drop_caches",
                "/proc/sys/net/ipv4/ip_forward",
                "/proc/sys/fs/binfmt_misc/register",
                "/proc/irq/default_smp_affinity",
                "/proc/kcore",
                "/proc/timer_list");
        KernelFiles files = KernelFiles.opened(facts, paths);
        check.expects("no file that steers the kernel can be opened for writing")
                .probe("open(O_WRONLY), nothing written")
                .lookAt("root in the sandbox's user namespace; the host's /proc bound in")
                .observes(files.describe());
        files.requireRefused();
    }

    @Verifies(value = "ISO-07", by = BEHAVED)
    void theHostsRootIsNotReachableThroughProcessOne(Sandbox sandbox, Facts facts, Check check) {
        Session.Folder folder = sandbox.session().ungranted();
        String file = folder.hostPath().resolve(folder.canaryFile()).toString();
        String path = "/proc/1/root" + file;
        Result result = Opening.forReading(sandbox.guest(), path);
        boolean visibleAnyway = !Opening.forReading(sandbox.guest(), file).failed();
        check.expects("ENOENT or EACCES")
                .probe("open of a file of the host below /proc/1/root")
                .lookAt("bwrap --unshare-pid with --proc")
                .observes((result.failed() ? result.describe() : "opened")
                        + (visibleAnyway ? ", and is visible without it (see SES-03)" : ""));
        if (visibleAnyway) {
            return; // through process 1 there is nothing more to be had than without it
        }
        assertThat(result.failed())
                .withFailMessage("the host's files are reachable by %s", path)
                .isTrue();
        OutsideControl.require(sandbox, file, "file");
        if (!result.failedWith(Errno.ENOENT) && !result.failedWith(Errno.EACCES) && !result.failedWith(Errno.EPERM)) {
            throw new UndeterminedException(path + ": " + result.describe());
        }
    }

    @Verifies("ISO-10")
    void everythingOutsideTheGrantedFoldersIsReadOnly(Sandbox sandbox, Facts facts, Check check) {
        Session session = sandbox.session();
        Set<String> scratch = new TreeSet<>();
        check.texts("writable").forEach(path -> scratch.add(path.replace("{session}", session.id())));
        List<Mount> visible = MountTable.visible(facts.mounts(facts.self()));
        List<String> writable = new ArrayList<>();
        boolean root = false;
        for (Mount mount : visible) {
            root |= mount.target().equals("/") && mount.readOnly();
            boolean granted = scratch.stream().anyMatch(path -> MountTable.below(mount.target(), path))
                    || session.folders().stream()
                            .filter(folder -> folder.permission() != Session.Permission.RO)
                            .anyMatch(folder -> MountTable.below(mount.target(), session.inside(folder)));
            if (!mount.readOnly() && !granted) {
                writable.add(mount.target() + " (" + mount.type() + ")");
            }
        }
        check.expects("/ is ro, and so is every mount but the granted folders and " + scratch)
                .probe("mountinfo of the main process")
                .lookAt("bwrap --ro-bind / --remount-ro; submounts that stay writable below a read-only bind")
                .observes(visible.stream()
                        .map(mount -> mount.target() + " " + (mount.readOnly() ? "ro" : "rw"))
                        .collect(Collectors.joining(", ")));
        assertThat(root).withFailMessage("/ is not mounted read-only").isTrue();
        assertThat(writable)
                .withFailMessage("mounts outside the granted folders are writable: %s", writable)
                .isEmpty();
    }

    @Verifies(value = "ISO-10", by = BEHAVED)
    void nothingCanBeCreatedInSystemDirectories(Sandbox sandbox, Facts facts, Check check) {
        List<Mount> mounts = MountTable.visible(facts.mounts(facts.self()));
        List<String> answers = new ArrayList<>();
        List<String> open = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        List<String> directories = List.of("/", "/usr", "/etc", "/var", "/opt", "/home", "/root");
        String name = sandbox.session().scratchName("system");
        List<Result> results = Opening.creating(
                sandbox.guest(),
                directories.stream()
                        .map(directory -> (directory.equals("/") ? "" : directory) + "/" + name)
                        .toList());
        for (int i = 0; i < directories.size(); i++) {
            String directory = directories.get(i);
            Result result = results.get(i);
            answers.add(directory + ": " + (result.failed() ? result.describe() : "created"));
            if (!result.failed()) {
                open.add(directory + ": a file was created");
            } else if (result.failedWith(Errno.EACCES)) {
                Mount mount = MountTable.holding(mounts, directory);
                if (!mount.readOnly()) {
                    open.add(directory + ": only its owner keeps it from being written (EACCES; " + mount.target()
                            + " is mounted rw)");
                }
            } else if (!result.failedWith(Errno.EROFS) && !result.failedWith(Errno.ENOENT)) {
                unclear.add(directory + ": " + result.describe());
            }
        }
        check.expects("EROFS in /usr, /etc and /")
                .probe("open(O_CREAT|O_EXCL) of a new file, removed again where it worked")
                .lookAt("bwrap --ro-bind, --remount-ro /")
                .observes(String.join(", ", answers));
        assertThat(open)
                .withFailMessage("the system's directories are not read-only: %s", open)
                .isEmpty();
        if (!unclear.isEmpty()) {
            throw new UndeterminedException(unclear.toString());
        }
    }

    @Verifies("ISO-11")
    void noProcessOfThePayloadInheritsADescriptor(SandboxProcesses processes, Facts facts, Check check) {
        Map<String, Map<Integer, String>> inherited = new TreeMap<>();
        int looked = 0;
        DescriptorTables tables = facts.descriptors(
                processes.payload().stream().map(ProcessStatus::pid).toList());
        for (ProcessStatus process : processes.payload()) {
            Map<Integer, String> more;
            try {
                more = new TreeMap<>(tables.of(process.pid()));
            } catch (FactException e) {
                if (processes.ended(process, e)) {
                    continue;
                }
                throw e;
            }
            looked += more.size();
            more.keySet().removeAll(List.of(0, 1, 2));
            if (!more.isEmpty()) {
                inherited.put(process.pid() + " (" + process.name() + ")", more);
            }
        }
        check.expects("no descriptor but 0, 1 and 2 in any process of the payload")
                .probe("/proc/PID/fd of every process of the payload, read inside")
                .lookAt("descriptors that the launcher opens without O_CLOEXEC; bwrap passes them on")
                .observes(inherited.isEmpty() ? looked + " descriptors, all of them 0, 1 or 2" : inherited.toString());
        assertThat(inherited)
                .withFailMessage("descriptors were inherited: %s", inherited)
                .isEmpty();
        if (looked == 0) {
            throw new UndeterminedException("no descriptor at all was seen");
        }
    }

    /** If this fails: whatever is mounted, and whatever network there is, this descriptor leads past it. */
    @Verifies("ISO-11")
    void noDescriptorLeadsOut(Sandbox sandbox, SandboxProcesses processes, Facts facts, Check check) {
        HeldDescriptors held = HeldDescriptors.of(sandbox, processes, facts);
        List<String> unsettled = new ArrayList<>();
        List<String> out = held.leadingOut(unsettled);
        check.expects(
                        "each descriptor of each process, 0, 1 and 2 included, is the harness's channel or its launch's log, a pipe"
                                + " that nobody outside holds, a harmless device, a terminal of the sandbox's own, a socket of its own"
                                + " network, or a file of its own mounts")
                .probe(
                        "/proc/PID/fd and fdinfo of every process of the sandbox; outside, who holds the same pipes, and who"
                                + " is at the other end of a socket (sock_diag)")
                .lookAt(
                        "descriptors that the launcher opens without O_CLOEXEC, or that its caller gave it as 0, 1 or 2")
                .observes(
                        out.isEmpty() ? held.size() + " descriptors, none of which leads out" : String.join("; ", out));
        assertThat(out)
                .withFailMessage("descriptors lead out of the sandbox: %s", String.join("; ", out))
                .isEmpty();
        if (held.size() == 0) {
            throw new UndeterminedException("no descriptor at all was seen");
        }
        if (!unsettled.isEmpty()) {
            throw new UndeterminedException(String.join("; ", unsettled));
        }
    }

    @Verifies("ISO-14")
    void theMountsAreTheDocumentedAndGrantedOnes(Sandbox sandbox, Facts facts, Check check) {
        // What a later mount hides can no more be reached, nor uncovered without a capability.
        List<Mount> mounts = MountTable.visible(facts.mounts(facts.self()));
        check.expects("each mount is a documented or granted one, of the documented type, with its options,"
                        + " and what belongs there")
                .lookAt("the binds of the launch; mounts of the host below a recursive bind")
                .attach("mounts", mounts.stream().map(Mount::describe).collect(Collectors.joining("\n")));
        MountPolicy policy = MountPolicy.of(check.expected("mounts"), sandbox.session());
        Optional<String> absence = sandbox.witness().absence();
        if (absence.isPresent()) {
            check.probe("mountinfo of the main process, compared as a set");
            judge(mounts, policy.deviations(mounts), check);
            throw new UndeterminedException(absence.get());
        }
        Facts outside = sandbox.witness().facts();
        Map<String, String> supplied = new TreeMap<>();
        sandbox.supplied().forEach((path, file) -> supplied.put(path, file.toString()));
        List<String> targets = policy.traced(mounts);
        Set<String> paths = new TreeSet<>(targets);
        paths.addAll(supplied.values());
        MountOrigins origins = new MountOrigins(
                mounts,
                outside.mounts(outside.guest().pid()),
                supplied,
                facts.fileStatuses(targets)::of,
                facts::directory,
                outside.fileStatusesFollowed(paths)::of);
        check.probe("mountinfo of the main process, compared as a set; what lies at each mount, inside and outside");
        judge(mounts, policy.deviations(mounts, origins), check);
    }

    private static void judge(List<Mount> mounts, List<String> deviations, Check check) {
        check.observes(
                deviations.isEmpty()
                        ? mounts.size() + " mounts, all documented"
                        : deviations.size() + " of " + mounts.size() + " mounts deviate: "
                                + String.join("; ", deviations));
        assertThat(deviations)
                .withFailMessage("the mounts are not the documented ones: %s", String.join("; ", deviations))
                .isEmpty();
    }

    /** If this fails: a folder that is read-only at one path may be writable at another. */
    @Verifies(value = "ISO-14", by = BEHAVED)
    void eachGrantedFolderIsReachableByOnePathOnly(Sandbox sandbox, Facts facts, Check check) {
        List<Mount> mounts = facts.mounts(facts.self());
        List<String> second = new ArrayList<>();
        int looked = 0;
        for (Session.Folder folder : sandbox.session().folders()) {
            String path = sandbox.session().inside(folder);
            Optional<Mount> mount = mounts.stream()
                    .filter(candidate -> candidate.target().equals(path))
                    .reduce((first, later) -> later);
            Optional<Facts.FileStatus> status = facts.fileStatus(path);
            if (mount.isEmpty() || status.isEmpty()) {
                continue; // SES-01 says so
            }
            looked++;
            for (String other : OtherPaths.to(mount.get(), mounts)) {
                boolean same = !other.equals(path)
                        && facts.fileStatus(other)
                                .filter(found -> found.inode() == status.get().inode()
                                        && found.device() == status.get().device())
                                .isPresent();
                if (same) {
                    second.add(path + " is also " + other);
                }
            }
        }
        check.expects("each granted folder at one path")
                .probe("every other mount of the folder's file system that holds it, compared by device and inode")
                .lookAt("binds that overlap")
                .observes(second.isEmpty() ? looked + " folders, one path each" : second.toString());
        assertThat(second)
                .withFailMessage("granted folders can be reached by a second path: %s", second)
                .isEmpty();
        if (looked == 0) {
            throw new UndeterminedException("no granted folder is mounted");
        }
    }
}
