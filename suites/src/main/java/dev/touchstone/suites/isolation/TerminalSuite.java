package dev.touchstone.suites.isolation;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.probe.MountTable;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.NotApplicableException;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.Spares;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;

/** Whether a sandbox that was started from a terminal can type into it. Late, when the spare one on a terminal is up. */
@Order(Integer.MAX_VALUE - 3)
public class TerminalSuite {
    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int TIOCSTI = 0x5412;

    /** If this fails: bwrap --new-session is missing; see CVE-2017-5226. */
    @Verifies("ISO-05")
    void theSandboxHasASessionOfItsOwnAndNoTerminal(Spares spares, Check check) {
        Sandbox sandbox = spares.intact();
        Facts facts = new Facts(sandbox.guest());
        Stat stat = stat(facts, facts.self());
        check.expects("a session id of a process of the sandbox, and no controlling terminal")
                .probe("session and tty_nr in /proc/self/stat of a sandbox that was started on a terminal")
                .lookAt("bwrap --new-session")
                .observes("session " + stat.session() + ", terminal " + stat.terminal());
        assertThat(stat.terminal())
                .withFailMessage("the sandbox holds the caller's controlling terminal (device %d)", stat.terminal())
                .isZero();
        assertThat(madeInside(sandbox, stat))
                .withFailMessage("the sandbox is in a session that was made outside (%d)", stat.session())
                .isTrue();
    }

    /**
     * A session whose leader is in an outer process namespace reads as 0 inside; the leader can still be the sandbox's own, when
     * process namespaces are nested. Then it is in another one than the host's.
     */
    private static boolean madeInside(Sandbox sandbox, Stat stat) {
        if (stat.session() != 0) {
            return new Facts(sandbox.guest()).processIds().contains(stat.session());
        }
        Facts outside = sandbox.witness().facts();
        int leader = stat(outside, sandbox.witness().guestProcess()).session();
        return leader != 0
                && !outside.namespaces(leader)
                        .get("pid")
                        .equals(outside.namespaces(outside.guest().pid()).get("pid"));
    }

    /** If this fails: whoever runs in the sandbox can type commands into the terminal that started it. */
    @Verifies(value = "ISO-05", by = BEHAVED)
    void nothingCanBeTypedIntoTheCallersTerminal(Spares spares, Check check) {
        Sandbox sandbox = spares.intact();
        Witness.Terminal terminal = sandbox.witness().terminal().orElseThrow(() -> withoutTerminal(sandbox));
        Batch.Builder batch = Batch.inChild(Duration.ofSeconds(2));
        Batch.Buffer letter = batch.input((byte) 'T');
        Batch.Step open = batch.call(Syscall.OPENAT, AT_FDCWD, batch.text("/dev/tty"), O_RDWR, 0);
        List<Batch.Step> typed = new ArrayList<>();
        typed.add(batch.call(Syscall.IOCTL, open, TIOCSTI, letter));
        for (int descriptor = 0; descriptor <= 2; descriptor++) {
            typed.add(batch.call(Syscall.IOCTL, descriptor, TIOCSTI, letter));
            typed.add(batch.call(Syscall.IOCTL, descriptor, 0x1_0000_0000L | TIOCSTI, letter));
        }
        Answer answer = sandbox.guest().ask(batch.build());
        String pending = new String(terminal.pendingInput(), StandardCharsets.ISO_8859_1);
        String opened = answer.reached(open)
                ? answer.result(open).describe()
                : answer.ending().describe();
        check.expects("/dev/tty → ENXIO, and no TIOCSTI puts a byte into the caller's terminal")
                .probe("open(\"/dev/tty\"), ioctl(TIOCSTI) on it and on descriptors 0, 1 and 2, in a sandbox that was"
                        + " started on a terminal of the harness; then what its caller would read next")
                .lookAt("bwrap --new-session; TIOCSTI in the base filter, compared on its low 32 bits")
                .observes("/dev/tty: " + opened + ", typed into the caller's terminal: \"" + pending + "\"");
        assertThat(pending)
                .withFailMessage("the sandbox typed \"%s\" into its caller's terminal", pending)
                .isEmpty();
        assertThat(typed)
                .withFailMessage("TIOCSTI works inside")
                .noneMatch(step -> answer.reached(step) && !answer.result(step).failed());
        Result tty = answer.result(open);
        assertThat(tty.failed())
                .withFailMessage("the caller's terminal can be opened by /dev/tty")
                .isTrue();
        if (!tty.failedWith(Errno.ENXIO) && !tty.failedWith(Errno.ENOENT)) {
            throw new UndeterminedException("open(\"/dev/tty\") answers " + tty.describe());
        }
    }

    /** If this fails: the terminals of everybody on the host are there to be opened, the caller's among them. */
    @Verifies("ISO-05")
    void theTerminalsOfTheHostAreNotThere(Sandbox sandbox, SandboxProcesses processes, Facts facts, Check check) {
        Facts outside = sandbox.witness().facts();
        Set<String> hosts = terminals(outside.mounts(outside.guest().pid()));
        // What a later mount hides, such as all of the host's /dev under one of its own, can no more be reached.
        Set<String> shared = terminals(MountTable.visible(facts.mounts(facts.self())));
        List<String> held = HeldDescriptors.of(sandbox, processes, facts).foreignTerminals();
        check.expects(
                        "no pseudo-terminals but the sandbox's own: another devpts than the host's, and no other held open")
                .probe(
                        "the device numbers of every devpts in mountinfo, inside and outside; the terminals that /proc/PID/fd of"
                                + " every process shows")
                .lookAt(
                        "bwrap --dev /dev; a bind of /dev/pts or of the host's /dev; descriptors that the launcher was given")
                .observes(shared + " inside, " + hosts + " on the host"
                        + (held.isEmpty() ? ", no foreign one held open" : "; " + String.join("; ", held)));
        shared.retainAll(hosts);
        assertThat(held)
                .withFailMessage("terminals of others are open in the sandbox: %s", String.join("; ", held))
                .isEmpty();
        assertThat(shared)
                .withFailMessage("the host's terminals are in the sandbox: its devpts %s", shared)
                .isEmpty();
    }

    private static Set<String> terminals(List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> mount.type().equals("devpts"))
                .map(mount -> mount.major() + ":" + mount.minor())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A container is never given its caller's terminal, but one of its own, and here its file leaves out even that. */
    private static RuntimeException withoutTerminal(Sandbox sandbox) {
        boolean none = sandbox.container()
                .filter(container -> !container.facts().terminal())
                .isPresent();
        return none
                ? new NotApplicableException("the container is started without a terminal (no --tty), so that there is"
                        + " none to type into")
                : new UndeterminedException("this target was not started on a terminal");
    }

    private static Stat stat(Facts facts, int pid) {
        String text = new String(facts.file("/proc/" + pid + "/stat", 4096), StandardCharsets.ISO_8859_1);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return new Stat(Integer.parseInt(fields[3]), Integer.parseInt(fields[4]));
    }

    /** Fields 6 and 7 of /proc/PID/stat (man 5 proc_pid_stat). */
    private record Stat(int session, int terminal) {}
}
