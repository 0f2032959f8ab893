package dev.touchstone.suites.mutants;

import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.oracle.ArgumentPattern;
import dev.touchstone.suites.oracle.DryRun;
import dev.touchstone.suites.oracle.Oracle;
import dev.touchstone.suites.oracle.ProbeAnswer;
import dev.touchstone.suites.oracle.SideDoors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which of all system calls a filter refuses, and which arguments of those that it looks into. */
final class RefusedCalls {
    private static final long HIGH_BIT = 0x1_0000_0000L;
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MOST_FAMILIES = 46; // include/linux/socket.h
    private static final int MOST_TYPES = 6;
    // include/uapi/asm-generic/ioctls.h
    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541c;
    private static final int TIOCSETD = 0x5423;
    /** They belong to probes in a program's code, and die elsewhere. */
    private static final Set<Syscall> NO_CALLS = Set.of(Syscall.UPROBE, Syscall.URETPROBE);

    /** Filters refuse it with ENOSYS, by which a dry run cannot tell it from a call that is let through. */
    private static final Oracle CLONE3 =
            Oracle.of("clone3(NULL, 0)", "EINVAL", batch -> batch.call(Syscall.CLONE3, 0, 0));

    private RefusedCalls() {}

    /** A line for each that is refused. */
    static String of(Guest guest) {
        Map<String, Function<Batch.Builder, Batch.Step>> calls = new LinkedHashMap<>();
        for (Syscall call : Syscall.values()) {
            if (DryRun.covers(call, guest.architecture()) && !NO_CALLS.contains(call)) {
                calls.put(name(call), batch -> batch.call(call));
                for (ArgumentPattern pattern : ArgumentPattern.of(call)) {
                    calls.put(
                            name(call) + "(" + pattern.text() + ")",
                            batch -> batch.call(call, pattern.arguments().toArray()));
                }
            }
        }
        for (int family = 0; family <= MOST_FAMILIES; family++) {
            add(calls, Syscall.SOCKET, "family " + family, family, SOCK_STREAM);
            add(calls, Syscall.SOCKET, "family " + family + ", bit 32", HIGH_BIT | family, SOCK_STREAM);
        }
        for (int type = SOCK_STREAM; type <= MOST_TYPES; type++) {
            for (int flags : List.of(0, SOCK_NONBLOCK, SOCK_CLOEXEC, SOCK_NONBLOCK | SOCK_CLOEXEC)) {
                add(calls, Syscall.SOCKETPAIR, String.format("type 0x%x", type | flags), AF_UNIX, type | flags);
            }
            add(calls, Syscall.SOCKETPAIR, "type " + type + ", bit 32", AF_UNIX, HIGH_BIT | type);
        }
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            add(calls, Syscall.CLONE, "bit " + bit, 1L << bit, 0);
            add(calls, Syscall.PERSONALITY, "bit " + bit, 1L << bit, 0);
            for (int other = 0; other < bit; other++) {
                add(calls, Syscall.CLONE, "bits " + other + " and " + bit, 1L << bit | 1L << other, 0);
                add(calls, Syscall.PERSONALITY, "bits " + other + " and " + bit, 1L << bit | 1L << other, 0);
            }
        }
        for (int request : List.of(TIOCSTI, TIOCLINUX, TIOCSETD)) {
            add(calls, Syscall.IOCTL, String.format("0x%x", request), 0, request);
            add(calls, Syscall.IOCTL, String.format("0x%x, bit 32", request), 0, HIGH_BIT | request);
        }
        DryRun run = DryRun.of(guest, calls);
        List<Oracle> made = new ArrayList<>(SideDoors.disguisedUnixSockets(guest.architecture()));
        made.add(CLONE3);
        List<ProbeAnswer> answered = Oracle.askAll(guest, made);
        String answers = IntStream.range(0, made.size())
                .mapToObj(index ->
                        made.get(index).call() + " " + answered.get(index).describe())
                .collect(Collectors.joining("\n"));
        return run.obstacle().map(obstacle -> obstacle + "\n").orElse("")
                + run.answers().keySet().stream()
                        .filter(name -> !run.letsThrough(name))
                        .map(name -> name + " " + run.answers().get(name).describe())
                        .collect(Collectors.joining("\n"))
                + "\n" + answers;
    }

    private static void add(
            Map<String, Function<Batch.Builder, Batch.Step>> calls,
            Syscall call,
            String what,
            long first,
            long second) {
        calls.put(name(call) + "(" + what + ")", batch -> batch.call(call, first, second, 0, 0, 0));
    }

    private static String name(Syscall call) {
        return call.name().toLowerCase(Locale.ROOT);
    }
}
