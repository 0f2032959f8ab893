package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Syscall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Arguments to try a call with that a filter has to refuse whatever they are. A filter that refuses zeros may yet look at an
 * operation, a flag or a number, and let the rest through: so every call is tried with ones and with all bits, and a call with
 * operations or flags with each that it has. The numbers are those of the headers named. No pointer among them is valid and no
 * process or descriptor exists, so that the calls would do no harm if they were made.
 *
 * @param call the system call
 * @param text the arguments, as messages write them
 * @param arguments all six
 */
public record ArgumentPattern(Syscall call, String text, List<Long> arguments) {
    private static final int MOST_ARGUMENTS = 6;
    private static final long ALL_BITS = -1;
    /** Calls with an operation or flags. */
    private static final Map<Syscall, Choice> CHOICES = choices();

    public ArgumentPattern {
        arguments = List.copyOf(arguments);
    }

    /** All for one call; zeros are not among them. */
    public static List<ArgumentPattern> of(Syscall call) {
        List<ArgumentPattern> all = new ArrayList<>();
        all.add(new ArgumentPattern(call, "every argument 1", every(1)));
        all.add(new ArgumentPattern(call, "every argument ~0", every(ALL_BITS)));
        Choice choice = CHOICES.get(call);
        if (choice != null) {
            for (long value : choice.values()) {
                Long[] arguments = every(0).toArray(Long[]::new);
                arguments[choice.argument()] = value;
                all.add(new ArgumentPattern(
                        call, String.format("argument %d 0x%x", choice.argument(), value), List.of(arguments)));
            }
        }
        return all;
    }

    private static List<Long> every(long value) {
        Long[] arguments = new Long[MOST_ARGUMENTS];
        Arrays.fill(arguments, value);
        return List.of(arguments);
    }

    private static Map<Syscall, Choice> choices() {
        Map<Syscall, Choice> choices = new EnumMap<>(Syscall.class);
        choices.put(Syscall.BPF, Choice.upTo(0, 40)); // linux/bpf.h
        choices.put(Syscall.KEYCTL, Choice.upTo(0, 34)); // linux/keyctl.h
        choices.put(Syscall.PTRACE, Choice.upTo(0, 33).and(LongStream.rangeClosed(0x4200, 0x4212))); // linux/ptrace.h
        choices.put(Syscall.SYSLOG, Choice.upTo(0, 10)); // man 2 syslog
        choices.put(Syscall.KCMP, Choice.upTo(2, 8)); // linux/kcmp.h
        choices.put(Syscall.FSCONFIG, Choice.upTo(1, 9)); // linux/mount.h
        choices.put(Syscall.PROCESS_MADVISE, Choice.upTo(3, 25)); // asm-generic/mman-common.h
        choices.put(Syscall.MODIFY_LDT, Choice.upTo(0, 2).and(LongStream.of(0x11))); // man 2 modify_ldt
        choices.put(Syscall.CLOCK_SETTIME, Choice.upTo(0, 11)); // linux/time.h
        choices.put(Syscall.CLOCK_ADJTIME, Choice.upTo(0, 11));
        choices.put(Syscall.IO_URING_REGISTER, Choice.upTo(1, 36)); // linux/io_uring.h
        choices.put(Syscall.IO_URING_SETUP, Choice.bits(0, 15)); // numbers of entries are powers of two
        choices.put(Syscall.IO_URING_ENTER, Choice.bits(3, 7));
        choices.put(Syscall.PERF_EVENT_OPEN, Choice.bits(4, 4)); // linux/perf_event.h
        choices.put(Syscall.FANOTIFY_INIT, Choice.bits(0, 14)); // linux/fanotify.h
        choices.put(Syscall.MOUNT, Choice.bits(3, 25)); // linux/mount.h
        choices.put(Syscall.UMOUNT2, Choice.bits(1, 4));
        choices.put(Syscall.OPEN_TREE, Choice.of(2, LongStream.of(0x80000, 0x80001, 0x8001, 0x88001)));
        choices.put(Syscall.USERFAULTFD, Choice.of(0, LongStream.of(1, 0x800, 0x801, 0x80000, 0x80001, 0x80801)));
        // linux/quota.h: Q_SYNC to Q_GETNEXTQUOTA of users, as QCMD() makes them
        choices.put(
                Syscall.QUOTACTL, Choice.of(0, LongStream.rangeClosed(1, 9).map(number -> 0x8000_0000L | number << 8)));
        choices.put(Syscall.UNSHARE, Choice.of(0, namespaces()).and(LongStream.of(0x200, 0x400, 0x40000)));
        choices.put(Syscall.SETNS, Choice.of(1, namespaces()));
        return choices;
    }

    /** Each flag of linux/sched.h for a namespace, each two of them, and all. */
    private static LongStream namespaces() {
        long[] flags = {0x80, 0x2_0000, 0x200_0000, 0x400_0000, 0x800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000};
        return LongStream.concat(
                LongStream.of(flags)
                        .flatMap(flag -> LongStream.of(flags).map(other -> flag | other))
                        .distinct(),
                LongStream.of(LongStream.of(flags).sum()));
    }

    /** The argument that chooses what a call does, and the values to try. */
    private record Choice(int argument, Set<Long> values) {
        static Choice of(int argument, LongStream values) {
            Set<Long> all = new LinkedHashSet<>();
            values.forEach(all::add);
            return new Choice(argument, all);
        }

        static Choice upTo(int argument, long last) {
            return of(argument, LongStream.rangeClosed(1, last));
        }

        static Choice bits(int argument, int count) {
            return of(argument, LongStream.range(0, count).map(bit -> 1L << bit));
        }

        Choice and(LongStream more) {
            return of(argument, LongStream.concat(values.stream().mapToLong(Long::longValue), more));
        }
    }
}
