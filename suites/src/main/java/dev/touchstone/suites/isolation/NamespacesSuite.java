package dev.touchstone.suites.isolation;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.InitialNamespaces;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.assertions.ProcessAssert;
import dev.touchstone.suites.oracle.Attribution.Finding;
import dev.touchstone.suites.oracle.CapabilityOracles;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.oracle.Oracle;
import dev.touchstone.suites.probe.MountTable;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.Spares;
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
import org.junit.jupiter.api.Order;

/**
 * Which namespaces are the sandbox's own, by what it sees, by what it can do, and by what the host says. Late, when the spare
 * sandbox that it compares with is up.
 */
@Order(Integer.MAX_VALUE - 4)
public class NamespacesSuite {

    @Verifies("ISO-01")
    void bubblewrapIsTheSandbox(Facts facts, Check check) {
        int pid = check.expected("pid").asInt();
        String documented = check.expected("command").asText();
        String name = facts.status(pid).name();
        check.expects("process " + pid + " is " + documented)
                .probe("/proc/" + pid + "/status, read inside")
                .lookAt("what starts the sandbox; bwrap --unshare-pid, --as-pid-1")
                .observes(name);
        assertThat(name)
                .withFailMessage("process %d is %s, not %s", pid, name, documented)
                .isEqualTo(documented);
    }

    @Verifies("ISO-02")
    void onlyTheLoopbackInterfaceAndNoRoute(Facts facts, Check check) {
        List<String> interfaces = facts.networkInterfaces();
        List<String> routes = facts.routes();
        check.expects("no interface but lo, no route")
                .probe("/proc/net/dev, /proc/net/route and /proc/net/ipv6_route, read inside")
                .lookAt("bwrap --unshare-net; docker --network none")
                .observes("interfaces " + interfaces + ", routes " + routes);
        assertThat(interfaces)
                .withFailMessage("the sandbox sees the network interfaces %s", interfaces)
                .isSubsetOf("lo");
        assertThat(routes).withFailMessage("the sandbox has routes: %s", routes).isEmpty();
    }

    @Verifies(value = "ISO-02", by = WITNESSED)
    void theNetworkNamespaceIsNobodyElses(Sandbox sandbox, Spares spares, Check check) {
        check.lookAt("bwrap --unshare-net");
        nobodyElses(sandbox, spares, check, "net");
    }

    @Verifies("ISO-03")
    void procShowsOnlyTheSandboxsProcesses(SandboxProcesses processes, Check check) {
        List<ProcessStatus> foreign = foreign(processes);
        check.expects("every process in /proc is the sandbox's own")
                .probe("/proc/PID/status of every process, read inside")
                .lookAt("bwrap --unshare-pid and --proc")
                .observes(processes.all().size() + " of the sandbox, " + foreign.size() + " others; process 1 is "
                        + processes.tree().process(1).name());
        assertThat(foreign)
                .withFailMessage(
                        "/proc shows %d processes that are not the sandbox's, such as %s",
                        foreign.size(),
                        ProcessAssert.names(foreign.stream().limit(3).toList()))
                .isEmpty();
    }

    /** If this fails: a second /proc shows the processes that the first one hides. */
    @Verifies("ISO-03")
    void noOtherProcShowsFurtherProcesses(Facts facts, Check check) {
        Set<Integer> own = new TreeSet<>(facts.processIds());
        Map<String, Integer> further = new TreeMap<>();
        for (Mount mount : MountTable.visible(facts.mounts(facts.self()))) {
            if (mount.type().equals("proc")
                    && mount.root().equals("/")
                    && !mount.target().equals("/proc")) {
                Set<Integer> there = numbers(facts.directory(mount.target()));
                there.removeAll(own);
                if (!there.isEmpty()) {
                    further.put(mount.target(), there.size());
                }
            }
        }
        check.expects("no proc file system beside /proc that shows other processes")
                .probe("the numeric entries of every proc in mountinfo")
                .lookAt("binds of the host's /proc, or of a directory that it lies below")
                .observes(own.size() + " processes in /proc, further ones in others: " + further);
        assertThat(further)
                .withFailMessage("processes that are not in /proc are shown elsewhere: %s", further)
                .isEmpty();
    }

    private static Set<Integer> numbers(List<String> names) {
        return names.stream()
                .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Verifies(value = "ISO-03", by = BEHAVED)
    void aProcessOfTheHostCannotBeNamed(Sandbox sandbox, SandboxProcesses processes, Check check) {
        Witness witness = sandbox.witness();
        Set<Long> hosts = new TreeSet<>(List.of(witness.harness(), witness.launcher(), (long)
                witness.unconfined().pid()));
        // The same number may be a process of the sandbox, which can be named, of course.
        processes.all().forEach(process -> hosts.remove((long) process.pid()));
        List<String> reached = new ArrayList<>();
        for (long pid : hosts) {
            Batch.Builder batch = Batch.inline();
            Batch.Step kill = batch.call(Syscall.KILL, pid, 0);
            Result result = sandbox.guest().ask(batch.build()).result(kill);
            if (!result.failedWith(Errno.ESRCH)) {
                reached.add("kill(" + pid + ", 0) = " + result.describe());
            }
        }
        check.expects("ESRCH for a process of the host")
                .probe("kill(pid, 0), which sends nothing, for processes of the harness outside")
                .lookAt("bwrap --unshare-pid")
                .observes(reached.isEmpty() ? "ESRCH for " + hosts : String.join(", ", reached));
        assertThat(reached)
                .withFailMessage("processes of the host can be named: %s", reached)
                .isEmpty();
        if (hosts.isEmpty()) {
            throw new UndeterminedException("every process of the host that was to be named has a namesake inside");
        }
    }

    /** One reading: a process that comes or goes between two would look like a stranger. */
    private static List<ProcessStatus> foreign(SandboxProcesses processes) {
        Set<Integer> own = processes.all().stream().map(ProcessStatus::pid).collect(Collectors.toSet());
        return processes.tree().processes().stream()
                .filter(process -> !own.contains(process.pid()))
                .toList();
    }

    @Verifies(value = "ISO-03", by = WITNESSED)
    void theProcessNamespaceIsNobodyElses(Sandbox sandbox, Spares spares, Check check) {
        check.lookAt("bwrap --unshare-pid");
        nobodyElses(sandbox, spares, check, "pid");
    }

    @Verifies(value = "ISO-08", by = BEHAVED)
    void mountsCannotBeChanged(Sandbox sandbox, Controls controls, Check check) {
        List<Oracle> oracles = CapabilityOracles.ofMounts();
        Controls.Findings findings = controls.capabilities(oracles);
        check.expects("EPERM for every call that changes mounts, those of the newer interface included")
                .probe("each with arguments that are impossible: mount, umount2, pivot_root, fsopen, fsmount, fspick,"
                        + " move_mount, mount_setattr, open_tree")
                .lookAt("capabilities in the sandbox's user namespace; the base filter")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        findings.requireNoneOpen("mounts can be changed");
        findings.requireControl(sandbox.witness());
        int told = findings.with(Finding.REFUSED).size()
                + findings.with(Finding.NOT_IN_KERNEL).size();
        if (told != oracles.size()) {
            throw new UndeterminedException("not every refusal could be attributed:\n" + findings.evidence());
        }
    }

    @Verifies(value = "ISO-08", by = WITNESSED)
    void theMountNamespaceIsNobodyElses(Sandbox sandbox, Spares spares, Check check) {
        check.lookAt("whether bubblewrap started the sandbox at all");
        nobodyElses(sandbox, spares, check, "mnt");
    }

    @Verifies("ISO-09")
    void theUserNamespaceMapsOneId(Sandbox sandbox, Facts facts, Check check) {
        List<Facts.IdMapping> map = facts.userMap(facts.self());
        String ids = map.stream()
                .map(line -> line.count() + " from " + line.inside() + " inside, " + line.outside() + " outside")
                .collect(Collectors.joining("; "));
        check.expects("one line with one id in uid_map")
                .probe("/proc/PID/uid_map of the main process, read inside")
                .lookAt("bwrap --unshare-user, --uid")
                .observes(ids);
        assertThat(map)
                .withFailMessage("the user namespace maps more than one id: %s", ids)
                .hasSize(1)
                .allMatch(mapping -> mapping.count() == 1);
    }

    @Verifies(value = "ISO-09", by = BEHAVED)
    void nobodyBecomesRoot(Guest guest, Check check) {
        Batch.Builder batch = Batch.inChild(java.time.Duration.ofSeconds(2));
        Batch.Step setuid = batch.call(Syscall.SETUID, 0);
        Result result = guest.ask(batch.build()).result(setuid);
        check.expects("EPERM or EINVAL")
                .probe("setuid(0) in a child")
                .lookAt("bwrap --uid; CAP_SETUID")
                .observes(result.describe());
        assertThat(result.failedWith(Errno.EPERM) || result.failedWith(Errno.EINVAL))
                .withFailMessage("setuid(0) answers %s", result.describe())
                .isTrue();
    }

    @Verifies(value = "ISO-09", by = WITNESSED)
    void theUserNamespaceIsNobodyElses(Sandbox sandbox, Spares spares, Check check) {
        check.lookAt("bwrap --unshare-user");
        nobodyElses(sandbox, spares, check, "user");
    }

    @Verifies(value = "ISO-12", by = WITNESSED)
    void theIpcNamespaceIsNobodyElses(Sandbox sandbox, Spares spares, Check check) {
        check.lookAt("bwrap --unshare-ipc");
        nobodyElses(sandbox, spares, check, "ipc");
    }

    @Verifies(value = "ISO-12", by = WITNESSED)
    void theHostNameNamespaceIsNobodyElses(Sandbox sandbox, Spares spares, Check check) {
        check.lookAt("bwrap --unshare-uts");
        nobodyElses(sandbox, spares, check, "uts");
    }

    @Verifies(value = "ISO-12", by = WITNESSED)
    void theControlGroupNamespaceIsNobodyElses(Sandbox sandbox, Spares spares, Check check) {
        check.lookAt("bwrap --unshare-cgroup");
        nobodyElses(sandbox, spares, check, "cgroup");
    }

    /** If this fails: a queue that the harness made on the host is visible inside; bwrap --unshare-ipc is missing. */
    @Verifies(value = "ISO-12", by = BEHAVED)
    void queuesOfTheHostAreNotVisible(Sandbox sandbox, Check check) {
        try (HostQueues queues = HostQueues.make(sandbox.witness().unconfined(), sandbox.session())) {
            check.expects("ENOENT for a System V and a POSIX queue that exist on the host")
                    .probe("msgget(key) and mq_open(name) of queues that the harness has just made outside")
                    .lookAt("bwrap --unshare-ipc");
            Result systemV = queues.openSystemV(sandbox.guest());
            Result posix = queues.openPosix(sandbox.guest());
            check.observes("msgget: " + systemV.describe() + ", mq_open: " + posix.describe());
            assertThat(systemV.failed())
                    .withFailMessage("a System V queue of the host is visible inside")
                    .isTrue();
            assertThat(posix.failed())
                    .withFailMessage("a POSIX queue of the host is visible inside")
                    .isTrue();
            if (!HostQueues.hidden(systemV) || !HostQueues.hidden(posix)) {
                throw new UndeterminedException("answers that say neither yes nor no: msgget " + systemV.describe()
                        + ", mq_open " + posix.describe());
            }
        }
    }

    private static void nobodyElses(Sandbox sandbox, Spares spares, Check check, String name) {
        Optional<String> absence = sandbox.witness().absence();
        if (absence.isPresent()) {
            notTheFirst(sandbox, spares, check, name);
            throw new UndeterminedException(absence.get());
        }
        Namespaces namespaces = Namespaces.of(sandbox);
        check.expects("a " + name + " namespace that neither the host nor another sandbox is in")
                .probe("/proc/PID/ns/" + name + " of the main process, of another sandbox's and of the harness, read"
                        + " outside")
                .observes(namespaces.describe(name));
        namespaces.differs(name); // before another sandbox is waited for
        long other = Namespaces.of(spares.intact()).inside(name);
        check.observes(namespaces.describe(name) + ", another sandbox's is " + other);
        differ(name, namespaces.inside(name), other);
    }

    /** What needs nobody outside: that it is the one that the machine began with, or another sandbox's. */
    private static void notTheFirst(Sandbox sandbox, Spares spares, Check check, String name) {
        Facts facts = new Facts(sandbox.guest());
        Map<String, Long> inside = facts.namespaces(facts.self());
        check.expects("a " + name + " namespace that neither the host nor another sandbox is in")
                .probe("/proc/self/ns/" + name + ", read inside and in another sandbox")
                .observes(name + " namespace " + inside.get(name) + " inside");
        assertThat(InitialNamespaces.of(facts))
                .withFailMessage("the sandbox is in the first %s namespace of its machine (%d)", name, inside.get(name))
                .doesNotContain(name);
        Facts others = new Facts(spares.intact().guest());
        long other = others.namespaces(others.self()).get(name);
        check.observes(name + " namespace " + inside.get(name) + " inside, another sandbox's is " + other);
        differ(name, inside.get(name), other);
    }

    private static void differ(String name, long inside, long other) {
        assertThat(inside)
                .withFailMessage("two sandboxes share one %s namespace (%d)", name, other)
                .isNotEqualTo(other);
    }
}
