package dev.touchstone.suites.isolation;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.DescriptorTables;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Facts.FileStatus;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.facts.OpenFile.Access;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.facts.UnixPeer;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.FileFlags;
import dev.touchstone.fixtures.witness.UnseenException;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.UndeterminedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The open descriptors of a sandbox's processes, and which of them lead out of it: whatever is mounted and whatever network there is,
 * an open file stays open, and /proc/PID/fd lets others open it once more (man 5 proc_pid_fd).
 *
 * <p>Not to lead out is what is known by its identity: the channel of the harness, ends of pipes that nobody outside holds, terminals of
 * the sandbox's own devpts, sockets of its own network, files that were opened on its own mounts. Everything else does.
 */
final class HeldDescriptors {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]{1,18})]");
    private static final String PIPE = "pipe:[";
    private static final String NAMELESS_MEMORY = "/memfd:";
    /** What a process makes for itself, and cannot be opened once more through /proc/PID/fd: anon_inode_no_open fails there. */
    private static final Set<String> HARMLESS = Set.of(
            "anon_inode:[eventpoll]",
            "anon_inode:[eventfd]",
            "anon_inode:[timerfd]",
            "anon_inode:[signalfd]",
            "anon_inode:inotify");

    private static final String FOREIGN_TERMINAL = "a terminal that is not of the sandbox's own /dev/pts";
    private static final String FOREIGN_SOCKET =
            "a socket that is neither of the sandbox's network nor a pipe's stand-in";

    private static final int STANDARD_ERROR = 2;
    /** null, zero, full, random and urandom, in Documentation/admin-guide/devices.txt. */
    private static final Set<String> HARMLESS_DEVICES = Set.of("1:3", "1:5", "1:7", "1:8", "1:9");

    private final Sandbox sandbox;
    private final Facts facts;
    private final List<Held> held;
    private final Set<Integer> payload;
    private final Set<String> channel = new TreeSet<>();
    private final Set<Integer> mounts;
    private final Set<Integer> terminals;
    private final Optional<OutsideHolders> holders;
    private final FileStatuses files;
    private final Set<Long> ownSockets;
    private final Map<String, Held> standard = new HashMap<>();
    private final Map<String, Boolean> ofTheLaunch = new HashMap<>();
    private Set<Long> connectedOutside;

    /** A descriptor, and what its link in /proc/PID/fd says. */
    private record Held(ProcessStatus process, int number, String target) {
        String link() {
            return "/proc/" + process.pid() + "/fd/" + number;
        }

        String describe(String why) {
            return "process " + process.pid() + " (" + process.name() + ") holds " + target + " as descriptor " + number
                    + ", " + why;
        }
    }

    private HeldDescriptors(Sandbox sandbox, SandboxProcesses processes, Facts facts, List<Held> held) {
        this.sandbox = sandbox;
        this.facts = facts;
        this.held = held;
        boolean seen = sandbox.witness().absence().isEmpty();
        this.holders = seen ? Optional.of(new OutsideHolders(sandbox, processes.all())) : Optional.empty();
        this.payload = processes.payload().stream().map(ProcessStatus::pid).collect(Collectors.toSet());
        int main = processes.main().pid();
        for (Held each : held) {
            // What the harness asks through, and is answered through.
            if (each.process().pid() == main && each.number() < STANDARD_ERROR) {
                channel.add(each.target());
            }
            if (each.number() <= STANDARD_ERROR) {
                standard.putIfAbsent(each.target(), each);
            }
        }
        List<Mount> own = facts.mounts(main);
        this.mounts = own.stream().map(Mount::id).collect(Collectors.toSet());
        this.terminals = terminals(own, seen ? outsideMounts() : List.of());
        this.ownSockets = facts.socketInodes();
        this.files = facts.fileStatusesFollowed(held.stream()
                .filter(each -> each.target().startsWith("/") && !channel.contains(each.target()))
                .map(Held::link)
                .toList());
    }

    /**
     * Of all processes that let somebody inside look: what the executor cannot read, its equals cannot open.
     *
     * @throws FactException when they could not be read for another reason
     */
    static HeldDescriptors of(Sandbox sandbox, SandboxProcesses processes, Facts facts) {
        DescriptorTables tables = facts.descriptors(
                processes.all().stream().map(ProcessStatus::pid).toList());
        List<Held> held = new ArrayList<>();
        for (ProcessStatus process : processes.all()) {
            try {
                tables.of(process.pid()).forEach((number, target) -> held.add(new Held(process, number, target)));
            } catch (FactException e) {
                if (!closed(e)) {
                    throw e;
                }
            }
        }
        return new HeldDescriptors(sandbox, processes, facts, held);
    }

    private static boolean closed(FactException e) {
        return SandboxProcesses.ended(e) || e.isErrno(Errno.EACCES) || e.isErrno(Errno.EPERM);
    }

    private List<Mount> outsideMounts() {
        Facts outside = sandbox.witness().facts();
        return outside.mounts(outside.guest().pid());
    }

    /** The mounts of terminals, but for those whose file system the host has mounted, too. */
    private static Set<Integer> terminals(List<Mount> own, List<Mount> hosts) {
        Set<String> shared = hosts.stream()
                .filter(mount -> mount.type().equals("devpts"))
                .map(HeldDescriptors::device)
                .collect(Collectors.toSet());
        return own.stream()
                .filter(mount -> mount.type().equals("devpts") && !shared.contains(device(mount)))
                .map(Mount::id)
                .collect(Collectors.toSet());
    }

    private static String device(Mount mount) {
        return mount.major() + ":" + mount.minor();
    }

    int size() {
        return held.size();
    }

    /**
     * One sentence for each that leads out.
     *
     * @param unsettled gets one for each of which nobody can tell, for want of somebody who sees the sandbox from outside
     */
    List<String> leadingOut(List<String> unsettled) {
        List<String> found = new ArrayList<>();
        for (Held each : held) {
            try {
                leadsOut(each).ifPresent(why -> found.add(each.describe(why)));
            } catch (UnseenException e) {
                unsettled.add(each.describe("and who else does is not known: " + e.getMessage()));
            }
        }
        return found;
    }

    /** One sentence for each terminal that is not the sandbox's own. */
    List<String> foreignTerminals() {
        return held.stream()
                .filter(each -> file(each).filter(FileStatus::isPseudoterminal).isPresent())
                .filter(each -> !openedOn(terminals, each))
                .map(each -> each.describe(FOREIGN_TERMINAL))
                .toList();
    }

    private Optional<String> leadsOut(Held each) {
        String target = each.target();
        if (channel.contains(target) || HARMLESS.contains(target)) {
            return Optional.empty();
        }
        if (target.startsWith(PIPE)) {
            return pipeLeadsOut(each);
        }
        Matcher socket = SOCKET.matcher(target);
        if (socket.matches()) {
            return socketLeadsOut(each, Long.parseLong(socket.group(1)));
        }
        if (!target.startsWith("/")) {
            return Optional.of("which is not what a sandbox is known to need");
        }
        return file(each).flatMap(file -> fileLeadsOut(each, file));
    }

    /** What was opened by a path; empty where it was closed meanwhile, or is closed to everybody inside. */
    private Optional<FileStatus> file(Held each) {
        if (!each.target().startsWith("/") || channel.contains(each.target())) {
            return Optional.empty();
        }
        try {
            return files.of(each.link());
        } catch (FactException e) {
            if (closed(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> pipeLeadsOut(Held each) {
        Held end = standard.get(each.target());
        if (end != null && isOfTheLaunch(end)) {
            return Optional.empty();
        }
        return holders().holderOf(each.target()).map(holder -> "a pipe that " + holder + " of the host holds, too");
    }

    /** Where there is nobody outside, standard input, output and error are taken for the engine's. */
    private boolean isOfTheLaunch(Held end) {
        if (holders.isEmpty()) {
            return true;
        }
        return ofTheLaunch.computeIfAbsent(end.target(), pipe -> {
            Access access = facts.openFile(end.process().pid(), end.number()).access();
            return holders().launchHoldsOtherEnd(pipe, access);
        });
    }

    private Optional<String> socketLeadsOut(Held each, long inode) {
        if (ownSockets.contains(inode)) {
            return Optional.empty();
        }
        if (each.number() > STANDARD_ERROR || !connectedOutside().contains(inode)) {
            return Optional.of(FOREIGN_SOCKET);
        }
        Optional<UnixPeer> peer = peer(inode);
        if (peer.filter(other -> !other.name().isEmpty()).isPresent()) {
            return Optional.of("a connection to " + peer.get().name() + ", where somebody outside listens");
        }
        return peer.filter(other -> holders().launchHolds("socket:[" + other.inode() + "]"))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(FOREIGN_SOCKET);
    }

    private Set<Long> connectedOutside() {
        if (connectedOutside == null) {
            connectedOutside = sandbox.witness().facts().connectedUnixStreams();
        }
        return connectedOutside;
    }

    private Optional<UnixPeer> peer(long inode) {
        try {
            return sandbox.witness().facts().unixPeer(inode);
        } catch (FactException e) {
            throw new UndeterminedException(
                    "who is at the other end of socket:[" + inode + "] cannot be told: " + e.getMessage());
        }
    }

    private OutsideHolders holders() {
        return holders.orElseThrow(
                () -> new UnseenException(sandbox.witness().absence().orElseThrow()));
    }

    private Optional<String> fileLeadsOut(Held each, FileStatus file) {
        if (file.type() == FileFlags.S_IFDIR) {
            return Optional.of("a directory, below which everything can be opened");
        }
        if (isHarmlessDevice(file)) {
            return Optional.empty();
        }
        if (file.type() == FileFlags.S_IFIFO && standard.containsKey(each.target())) {
            return Optional.empty(); // in a machine of the harness's own making, the launch's log
        }
        if (file.isPseudoterminal()) {
            return openedOn(terminals, each) ? Optional.empty() : Optional.of(FOREIGN_TERMINAL);
        }
        if (each.target().startsWith(NAMELESS_MEMORY)) {
            return memoryLeadsOut(each, file);
        }
        return openedOn(mounts, each) ? Optional.empty() : Optional.of("a file that was opened on a mount outside");
    }

    /** Who made it cannot be told; what the launch is made of needs none. */
    private Optional<String> memoryLeadsOut(Held each, FileStatus file) {
        if (!payload.contains(each.process().pid())) {
            return Optional.of("memory that the launch of a sandbox is not known to need");
        }
        return holders()
                .holderOf(each.target(), file)
                .map(holder -> "memory that " + holder + " of the host holds, too");
    }

    /** What was closed meanwhile was opened nowhere else. */
    private boolean openedOn(Set<Integer> mounts, Held each) {
        try {
            return mounts.contains(
                    facts.openFile(each.process().pid(), each.number()).mount());
        } catch (FactException e) {
            if (closed(e)) {
                return true;
            }
            throw e;
        }
    }

    private static boolean isHarmlessDevice(FileStatus file) {
        return file.type() == FileFlags.S_IFCHR && HARMLESS_DEVICES.contains(file.major() + ":" + file.minor());
    }
}
