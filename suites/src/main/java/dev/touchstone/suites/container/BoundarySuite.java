package dev.touchstone.suites.container;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.container.ContainerFacts;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.InitialNamespaces;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.target.ContainerBoot;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.oracle.Attribution.Finding;
import dev.touchstone.suites.oracle.CapabilityOracles;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.oracle.Oracle;
import dev.touchstone.suites.probe.DeviceDirectory;
import dev.touchstone.suites.probe.Granted;
import dev.touchstone.suites.probe.KernelFiles;
import dev.touchstone.suites.probe.MountTable;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SeenOn;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The line between the container and its host: what of the host is in it, and which namespaces it shares. */
@SeenOn(Target.Kind.CONTAINER)
public class BoundarySuite {
    private static final int MAX_FILE = 64 * 1024;

    /** The harness's own mount, with the executor. */
    private static final String OWN = "/opt/touchstone";

    @Verifies("CON-04")
    void theGrantedFoldersAreInTheContainer(Sandbox sandbox, ContainerLayer container, Check check) {
        Session session = Granted.in(sandbox);
        Facts facts = new Facts(container.guest());
        Map<String, Mount> mounts = new TreeMap<>();
        facts.mounts(facts.self()).forEach(mount -> mounts.put(mount.target(), mount));
        List<String> wrong = new ArrayList<>();
        for (Session.Folder folder : session.folders()) {
            Mount mount = mounts.get(session.inside(folder));
            boolean readOnly = folder.permission() == Session.Permission.RO;
            if (mount == null) {
                wrong.add(folder.name() + " is not mounted");
            } else if (mount.readOnly() != readOnly) {
                wrong.add(folder.name() + " is mounted " + (mount.readOnly() ? "ro" : "rw") + " where "
                        + folder.permission().name().toLowerCase(java.util.Locale.ROOT) + " was granted");
            }
        }
        check.expects("each granted folder below " + session.home() + "/mnt, read-only where that was granted")
                .probe("mountinfo of a process in the container")
                .lookAt("docker --volume and its :ro")
                .observes(wrong.isEmpty() ? session.folders().size() + " folders as granted" : wrong.toString());
        assertThat(wrong)
                .withFailMessage("the container's folders are not what was granted: %s", String.join("; ", wrong))
                .isEmpty();
    }

    /** If this fails: something of the host is in the container that nobody granted, such as the engine's own socket. */
    @Verifies(value = "CON-04", by = WITNESSED)
    void nothingElseOfTheHostIsInTheContainer(Sandbox sandbox, ContainerLayer container, Check check) {
        Set<String> granted = new TreeSet<>(Set.of(OWN));
        sandbox.session()
                .folders()
                .forEach(folder -> granted.add(sandbox.session().inside(folder)));
        ((ContainerBoot) sandbox.target().boot())
                .proxies()
                .ifPresent(proxies -> granted.addAll(List.of(proxies.httpSocket(), proxies.socksSocket())));
        List<String> more = container.facts().mounts().stream()
                .filter(mount -> !mount.volume())
                .filter(mount -> !granted.contains(mount.target()))
                .map(mount -> mount.source() + " at " + mount.target() + (mount.writable() ? "" : " (ro)"))
                .toList();
        check.expects("of the host only the granted folders and the proxies' sockets")
                .probe("the container's mounts, as its engine says")
                .lookAt("docker --volume and --mount")
                .observes(more.isEmpty() ? "nothing else" : more.toString());
        assertThat(more)
                .withFailMessage("the container has more of its host than was granted: %s", String.join("; ", more))
                .isEmpty();
    }

    @Verifies(value = "CON-05", by = WITNESSED)
    void theContainersNamespacesAreItsOwn(Sandbox sandbox, ContainerLayer container, Check check) {
        Optional<String> absence = sandbox.witness().absence();
        if (absence.isPresent()) {
            noneOfTheContainersNamespacesIsTheFirst(container, check);
            throw new UndeterminedException(absence.get());
        }
        Facts outside = sandbox.witness().facts();
        Map<String, Long> hosts = outside.namespaces(outside.guest().pid());
        Map<String, Long> own = outside.namespaces(container.facts().pid());
        List<String> shared = new ArrayList<>();
        for (var name : check.expected("namespaces")) {
            if (own.get(name.asText()).equals(hosts.get(name.asText()))) {
                shared.add(name.asText());
            }
        }
        check.expects("namespaces other than the host's: " + check.expected("namespaces"))
                .probe("/proc/PID/ns of the container's first process and of the harness, read outside")
                .lookAt("docker --network, --pid, --ipc and --uts")
                .observes(own.toString());
        assertThat(shared)
                .withFailMessage("the container is in the host's namespaces: %s", String.join(", ", shared))
                .isEmpty();
    }

    /** What needs nobody outside. */
    private static void noneOfTheContainersNamespacesIsTheFirst(ContainerLayer container, Check check) {
        Facts facts = new Facts(container.guest());
        Set<String> first = InitialNamespaces.of(facts);
        Set<String> own = new TreeSet<>();
        check.expected("namespaces").forEach(name -> own.add(name.asText()));
        check.expects("namespaces other than the host's: " + check.expected("namespaces"))
                .probe("/proc/self/ns of a process in the container")
                .lookAt("docker --network, --pid, --ipc and --uts")
                .observes(facts.namespaces(facts.self()).toString());
        first.retainAll(own);
        assertThat(first)
                .withFailMessage(
                        "the container is in namespaces that its machine began with: %s", String.join(", ", first))
                .isEmpty();
    }

    @Verifies("CON-05")
    void theContainerHasNoNetworkButLoopback(ContainerLayer container, Check check) {
        Facts facts = new Facts(container.guest());
        List<String> interfaces = facts.networkInterfaces();
        List<String> routes = facts.routes();
        check.expects("no interface but lo, no route: what leaves goes through the proxies' sockets")
                .probe("/proc/net/dev, /proc/net/route and /proc/net/ipv6_route, read in the container")
                .lookAt("docker --network none")
                .observes("interfaces " + interfaces + ", routes " + routes);
        assertThat(interfaces)
                .withFailMessage("the container has the network interfaces %s", interfaces)
                .isSubsetOf("lo");
        assertThat(routes)
                .withFailMessage("the container has routes: %s", routes)
                .isEmpty();
    }

    @Verifies(value = "CON-05", by = BEHAVED)
    void processesOfTheHostCannotBeNamedInTheContainer(Sandbox sandbox, ContainerLayer container, Check check) {
        Witness witness = sandbox.witness();
        Set<Long> hosts = new TreeSet<>(
                List.of(witness.harness(), (long) witness.unconfined().pid()));
        // The same number may be a process of the container, which can be named, of course.
        if (!container.facts().pidMode().equals("host")) {
            new Facts(container.guest()).processIds().forEach(pid -> hosts.remove((long) pid));
        }
        List<String> reached = new ArrayList<>();
        for (long pid : hosts) {
            Batch.Builder batch = Batch.inline();
            Batch.Step kill = batch.call(Syscall.KILL, pid, 0);
            Result result = container.guest().ask(batch.build()).result(kill);
            if (!result.failedWith(Errno.ESRCH)) {
                reached.add("kill(" + pid + ", 0) = " + result.describe());
            }
        }
        check.expects("ESRCH for a process of the host")
                .probe("kill(pid, 0), which sends nothing, for processes of the harness, in the container")
                .lookAt("docker --pid")
                .observes(reached.isEmpty() ? "ESRCH for " + hosts : String.join(", ", reached));
        assertThat(reached)
                .withFailMessage("processes of the host can be named in the container: %s", reached)
                .isEmpty();
        if (hosts.isEmpty()) {
            throw new UndeterminedException("every process of the host that was to be named has a namesake inside");
        }
    }

    @Verifies("CON-05")
    void theContainersDevicesAreTheMinimalSet(ContainerLayer container, Check check) {
        DeviceDirectory directory = DeviceDirectory.read(new Facts(container.guest()));
        Set<String> allowed = new TreeSet<>();
        check.expected("devices").forEach(name -> allowed.add(name.asText()));
        Set<String> extra = new TreeSet<>(directory.names());
        extra.removeAll(allowed);
        check.expects("/dev holds only " + allowed)
                .probe("the listing of /dev in the container, with each node's type and device number")
                .lookAt("docker --device, --privileged and --volume /dev")
                .observes(directory.describe());
        assertThat(extra)
                .withFailMessage("the container's /dev holds more than the minimal set: %s", extra)
                .isEmpty();
        List<String> wrong = directory.unexpectedNodes();
        assertThat(wrong)
                .withFailMessage("nodes in the container's /dev are other devices than their names say: %s", wrong)
                .isEmpty();
    }

    /** If this fails: a /proc or /sys of the host is in the container beside its own, or its own can be written to. */
    @Verifies("CON-05")
    void theContainersKernelFilesAreItsOwn(ContainerLayer container, Check check) {
        Facts facts = new Facts(container.guest());
        List<Mount> visible = MountTable.visible(facts.mounts(facts.self()));
        List<String> wrong = new ArrayList<>();
        boolean proc = false;
        for (Mount mount : visible) {
            if (mount.type().equals("proc")) {
                boolean own = MountTable.below(mount.target(), "/proc");
                proc |= mount.target().equals("/proc") && mount.root().equals("/");
                if (!own) {
                    wrong.add(mount.target() + " is a /proc, too");
                }
            }
            if (mount.type().equals("sysfs") && (!mount.readOnly() || !MountTable.below(mount.target(), "/sys"))) {
                wrong.add(mount.target() + " is a /sys" + (mount.readOnly() ? ", too" : " that is mounted rw"));
            }
        }
        if (!proc) {
            wrong.add("/proc is no proc file system of its own");
        }
        check.expects("one /proc of its own, and one /sys, read-only")
                .probe("mountinfo of a process in the container")
                .lookAt("docker --volume /proc and /sys; --privileged")
                .observes(wrong.isEmpty() ? "as expected" : wrong.toString());
        assertThat(wrong)
                .withFailMessage("the container sees the host's kernel files: %s", String.join("; ", wrong))
                .isEmpty();
    }

    @Verifies(value = "CON-05", by = WITNESSED)
    void theContainersProcIsNotTheHosts(Sandbox sandbox, ContainerLayer container, Check check) {
        Facts inside = new Facts(container.guest());
        Facts outside = sandbox.witness().facts();
        String own = device(inside.mounts(inside.self()));
        String host = device(outside.mounts(outside.guest().pid()));
        check.expects("another proc file system than the host's")
                .probe("the device number of /proc in mountinfo, in the container and outside")
                .lookAt("docker --volume /proc:/proc and --pid host")
                .observes(own + " in the container, " + host + " on the host");
        assertThat(own).withFailMessage("/proc in the container is the host's").isNotEqualTo(host);
    }

    private static String device(List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> mount.target().equals("/proc"))
                .reduce((first, second) -> second)
                .map(mount -> mount.major() + ":" + mount.minor())
                .orElse("none");
    }

    @Verifies(value = "CON-05", by = BEHAVED)
    void nothingOfTheKernelCanBeChangedInTheContainer(ContainerLayer container, Check check) {
        List<String> paths = List.of(
                "/proc/sysrq-trigger",
                "/proc/sys/kernel/core_pattern",
                "/proc/sys/kernel/modprobe",
                "/proc/sys/kernel/sysrq",
                "/proc/sys/vm/drop_caches",
                "/proc/irq/default_smp_affinity",
                "/proc/kcore",
                "/sys/kernel/mm/ksm/run",
                "/sys/kernel/uevent_helper",
                "/sys/power/state");
        KernelFiles files = KernelFiles.opened(new Facts(container.guest()), paths);
        check.expects("no file that steers the kernel can be opened for writing")
                .probe("open(O_WRONLY) in the container, nothing written")
                .lookAt("docker --user, --privileged, --security-opt systempaths=unconfined, --volume /proc and /sys")
                .observes(files.describe());
        files.requireRefused();
    }

    @Verifies(value = "CON-05", by = BEHAVED)
    void theContainersMountsCannotBeChanged(Sandbox sandbox, ContainerLayer container, Check check) {
        Controls controls = new Controls(container.guest(), sandbox.witness(), sandbox::outside);
        List<Oracle> oracles = CapabilityOracles.all().stream()
                .filter(oracle -> oracle.call().startsWith("mount(")
                        || oracle.call().startsWith("umount2(")
                        || oracle.call().startsWith("pivot_root("))
                .toList();
        Controls.Findings findings = controls.capabilities(oracles);
        check.expects("EPERM for mount, umount and pivot_root")
                .probe(
                        "mount of a file system that does not exist, umount and pivot_root with impossible arguments, in the"
                                + " container")
                .lookAt("docker --cap-drop, --cap-add and --privileged")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        findings.requireNoneOpen("mounts of the container can be changed");
        findings.requireControl(sandbox.witness());
        if (findings.with(Finding.REFUSED).size() != oracles.size()) {
            throw new UndeterminedException("not every refusal could be attributed:\n" + findings.evidence());
        }
    }

    @Verifies(value = "CON-05", by = WITNESSED)
    void theContainerHoldsNoTerminalAndNoPrivilege(ContainerLayer container, Check check) {
        ContainerFacts facts = container.facts();
        List<String> wrong = new ArrayList<>();
        if (facts.privileged()) {
            wrong.add("it is privileged");
        }
        if (facts.terminal()) {
            wrong.add("it has a terminal");
        }
        check.expects("a container that is not privileged and has no terminal")
                .probe("the container's configuration, as its engine says")
                .lookAt("docker --privileged and --tty")
                .observes(wrong.isEmpty() ? "neither" : wrong.toString());
        assertThat(wrong)
                .withFailMessage("the container is given what isolates it least: %s", String.join(", ", wrong))
                .isEmpty();
    }

    /**
     * A core dump goes where the host's core_pattern says: into a file, or into a program that runs outside of every container with
     * the dead process's memory as its input (man 5 core).
     */
    @Verifies(value = "CON-05", by = WITNESSED)
    void noCoreDumpLeavesTheContainer(Sandbox sandbox, ContainerLayer container, Check check) {
        Optional<String> absence = sandbox.witness().absence();
        if (absence.isPresent()) {
            Facts inside = new Facts(container.guest());
            limited(inside, inside.self(), check.probe("/proc/PID/limits of a process in the container, read there"));
            throw new UndeterminedException(absence.get());
        }
        limited(
                sandbox.witness().facts(),
                container.facts().pid(),
                check.probe("/proc/PID/limits of the container's first process, read outside"));
    }

    private static void limited(Facts facts, int pid, Check check) {
        long documented = check.expected("coreBytes").asLong();
        String limits = new String(facts.file("/proc/" + pid + "/limits", MAX_FILE), StandardCharsets.US_ASCII);
        String hard = coreLimit(limits)
                .orElseThrow(() -> new UndeterminedException("/proc/PID/limits has no line for core files"));
        check.expects("a hard limit of " + documented + " bytes")
                .lookAt("docker --ulimit core=0")
                .observes(hard);
        assertThat(hard)
                .withFailMessage(
                        "a process that crashes leaves its memory to the host's core_pattern: the limit is %s", hard)
                .isEqualTo(String.valueOf(documented));
    }

    /** The hard limit in the kernel's words: a number, or unlimited. */
    static Optional<String> coreLimit(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith("Max core file size"))
                .map(line ->
                        line.substring("Max core file size".length()).strip().split("\\s+"))
                .filter(fields -> fields.length >= 2)
                .map(fields -> fields[1])
                .findFirst();
    }
}
