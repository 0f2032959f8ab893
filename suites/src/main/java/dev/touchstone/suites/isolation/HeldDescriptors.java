package dev.touchstone.suites.isolation;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Facts.FileStatus;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.FileFlags;
import dev.touchstone.suites.run.SandboxProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The open descriptors of a sandbox's processes, and which of them lead out of it: whatever is mounted and whatever network there is,
 * an open file stays open, and /proc/PID/fd lets others open it once more (man 5 proc_pid_fd).
 */
final class HeldDescriptors {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]{1,18})]");
    /** What a process makes for itself, and what leads nowhere. */
    private static final Set<String> HARMLESS = Set.of(
            "anon_inode:[eventpoll]",
            "anon_inode:[eventfd]",
            "anon_inode:[timerfd]",
            "anon_inode:[signalfd]",
            "anon_inode:inotify");

    private static final int STANDARD_ERROR = 2;
    /** null, zero, full, random and urandom, and tty, in Documentation/admin-guide/devices.txt. */
    private static final Set<String> HARMLESS_DEVICES = Set.of("1:3", "1:5", "1:7", "1:8", "1:9", "5:0");

    private final Facts facts;
    private final Set<Integer> mounts;
    private final Set<Long> ownSockets;
    private final Supplier<Set<Long>> connectedOutside;
    private final Set<String> channel;

    private HeldDescriptors(
            Facts facts,
            Set<Integer> mounts,
            Set<Long> ownSockets,
            Supplier<Set<Long>> connectedOutside,
            Set<String> channel) {
        this.facts = facts;
        this.mounts = mounts;
        this.ownSockets = ownSockets;
        this.connectedOutside = connectedOutside;
        this.channel = channel;
    }

    static HeldDescriptors of(Sandbox sandbox, Facts facts) {
        int main = facts.self();
        Map<Integer, String> ofMain = facts.descriptors(main);
        Set<String> channel = new TreeSet<>();
        // What the harness asks through, and is answered through.
        for (int number : List.of(0, 1)) {
            Optional.ofNullable(ofMain.get(number)).ifPresent(channel::add);
        }
        return new HeldDescriptors(
                facts,
                facts.mounts(main).stream().map(Mount::id).collect(Collectors.toSet()),
                facts.socketInodes(),
                connectedOutside(sandbox),
                channel);
    }

    /** Where there is nobody outside, only a socket that somebody outside could know has to do without an answer. */
    private static Supplier<Set<Long>> connectedOutside(Sandbox sandbox) {
        if (sandbox.witness().absence().isPresent()) {
            return () -> sandbox.witness().facts().connectedUnixStreams();
        }
        Set<Long> connected = sandbox.witness().facts().connectedUnixStreams();
        return () -> connected;
    }

    /** One sentence for each that leads out. A process that has ended meanwhile holds nothing. */
    List<String> of(ProcessStatus process, Map<Integer, String> descriptors) {
        List<String> found = new ArrayList<>();
        FileStatuses files = facts.fileStatusesFollowed(descriptors.entrySet().stream()
                .filter(each -> isPath(each.getValue()))
                .map(each -> link(process.pid(), each.getKey()))
                .toList());
        descriptors.forEach((number, target) -> leadsOut(process.pid(), number, target, files)
                .ifPresent(why -> found.add("process " + process.pid() + " (" + process.name() + ") holds " + target
                        + " as descriptor " + number + ", " + why)));
        return found;
    }

    /** Whether it is to be looked at: neither the channel, nor a pipe, nor what has no path. */
    private boolean isPath(String target) {
        return target.startsWith("/") && !channel.contains(target);
    }

    private static String link(int pid, int number) {
        return "/proc/" + pid + "/fd/" + number;
    }

    private Optional<String> leadsOut(int pid, int number, String target, FileStatuses files) {
        if (channel.contains(target) || target.startsWith("pipe:") || HARMLESS.contains(target)) {
            return Optional.empty();
        }
        Matcher socket = SOCKET.matcher(target);
        if (socket.matches()) {
            return socketLeadsOut(number, Long.parseLong(socket.group(1)));
        }
        if (!target.startsWith("/")) {
            return Optional.of("which is not what a sandbox is known to need");
        }
        try {
            Optional<FileStatus> file = files.of(link(pid, number));
            return file.isEmpty() ? Optional.empty() : fileLeadsOut(pid, number, target, file.get());
        } catch (FactException e) {
            if (SandboxProcesses.ended(e) || e.isErrno(Errno.EACCES) || e.isErrno(Errno.EPERM)) {
                return Optional.empty(); // closed meanwhile, or closed to everybody inside
            }
            throw e;
        }
    }

    private Optional<String> socketLeadsOut(int number, long inode) {
        if (ownSockets.contains(inode)
                || (number <= STANDARD_ERROR && connectedOutside.get().contains(inode))) {
            return Optional.empty();
        }
        return Optional.of("a socket that is neither of the sandbox's network nor a pipe's stand-in");
    }

    private Optional<String> fileLeadsOut(int pid, int number, String target, FileStatus file) {
        if (file.type() == FileFlags.S_IFDIR) {
            return Optional.of("a directory, below which everything can be opened");
        }
        if (file.type() == FileFlags.S_IFIFO || isHarmlessDevice(file) || target.startsWith("/memfd:")) {
            return Optional.empty();
        }
        return mounts.contains(facts.mountOf(pid, number))
                ? Optional.empty()
                : Optional.of("a file that was opened on a mount outside");
    }

    private static boolean isHarmlessDevice(FileStatus file) {
        return file.isPseudoterminal()
                || (file.type() == FileFlags.S_IFCHR && HARMLESS_DEVICES.contains(file.major() + ":" + file.minor()));
    }
}
