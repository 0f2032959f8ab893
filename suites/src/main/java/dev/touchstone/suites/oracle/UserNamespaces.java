package dev.touchstone.suites.oracle;

import static dev.touchstone.fixtures.guest.Syscall.*;

import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways to a new user namespace, in which every capability comes back. */
public final class UserNamespaces {
    private static final int CLONE_NEWUSER = 0x1000_0000;
    private static final int CLONE_NEWNS = 0x0002_0000;
    private static final int SIGCHLD = 17;
    private static final int WAIT_ALL = 0x4000_0000; // __WALL of include/uapi/linux/wait.h

    private static final int CLONE_FILES = 0x0000_0400;
    private static final int CLONE_NEWCGROUP = 0x0200_0000;
    private static final int CLONE_NEWUTS = 0x0400_0000;
    private static final int CLONE_NEWIPC = 0x0800_0000;
    private static final int CLONE_NEWPID = 0x2000_0000;
    private static final int CLONE_NEWNET = 0x4000_0000;
    /** Flags that do no harm with CLONE_NEWUSER; the kernel has no CLONE_FS with it, and CLONE_VM would share a stack. */
    private static final Map<String, Integer> OTHERS = others();

    private UserNamespaces() {}

    private static Map<String, Integer> others() {
        Map<String, Integer> others = new LinkedHashMap<>();
        others.put("CLONE_NEWNS", CLONE_NEWNS);
        others.put("CLONE_NEWCGROUP", CLONE_NEWCGROUP);
        others.put("CLONE_NEWUTS", CLONE_NEWUTS);
        others.put("CLONE_NEWIPC", CLONE_NEWIPC);
        others.put("CLONE_NEWPID", CLONE_NEWPID);
        others.put("CLONE_NEWNET", CLONE_NEWNET);
        others.put(
                "every other namespace",
                CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET);
        others.put("CLONE_FILES", CLONE_FILES);
        return others;
    }

    /** One for each call that makes one. */
    public static List<Oracle> all() {
        return List.of(
                Oracle.of("unshare(CLONE_NEWUSER)", "success", batch -> batch.call(UNSHARE, CLONE_NEWUSER)),
                Oracle.of(
                        "clone(CLONE_NEWUSER)",
                        "success",
                        batch -> awaited(batch, batch.call(CLONE, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0))),
                Oracle.of(
                        "clone3(CLONE_NEWUSER)",
                        "success",
                        batch -> awaited(batch, batch.call(CLONE3, batch.input(cloneArguments(CLONE_NEWUSER)), 64))));
    }

    /**
     * The same calls with further flags: a filter that knows the one flag alone lets its sums through. A filter of the payload's
     * is judged by each of them, a limit of the kernel's by the plain calls.
     */
    public static List<Oracle> withOtherFlags() {
        List<Oracle> oracles = new ArrayList<>();
        OTHERS.forEach((name, others) -> {
            int flags = CLONE_NEWUSER | others;
            oracles.add(
                    Oracle.of("unshare(CLONE_NEWUSER|" + name + ")", "success", batch -> batch.call(UNSHARE, flags)));
            oracles.add(Oracle.of(
                    "clone(CLONE_NEWUSER|" + name + ")",
                    "success",
                    batch -> awaited(batch, batch.call(CLONE, flags | SIGCHLD, 0, 0, 0, 0))));
            oracles.add(Oracle.of(
                    "clone3(CLONE_NEWUSER|" + name + ")",
                    "success",
                    batch -> awaited(batch, batch.call(CLONE3, batch.input(cloneArguments(flags)), 64))));
        });
        return oracles;
    }

    /** Whether it was the limit of user namespaces (man 7 namespaces), which --disable-userns uses up. */
    public static boolean isLimit(ProbeAnswer answer) {
        return answer.is(Errno.ENOSPC);
    }

    /** Whether somebody refused to make one: the kernel by its limit or for want of a right, a security module (EACCES), or a filter. */
    public static boolean refuses(ProbeAnswer answer) {
        return isLimit(answer)
                || answer.is(Errno.EPERM)
                || answer.is(Errno.EACCES)
                || answer.is(Errno.ENOSYS)
                || answer.isKilledByAFilter();
    }

    /** What is started ends at once; where it has not yet, the next check would find a process with every capability. */
    private static Batch.Step awaited(Batch.Builder batch, Batch.Step start) {
        batch.call(WAIT4, -1, 0, WAIT_ALL, 0);
        return start;
    }

    /** A mount in a new user namespace: EPERM where the namespace gave nothing, ENODEV where capabilities came back. */
    public static Oracle regained() {
        return Oracle.of("mount() after unshare(CLONE_NEWUSER|CLONE_NEWNS)", "ENODEV", batch -> {
            batch.call(UNSHARE, CLONE_NEWUSER | CLONE_NEWNS);
            return batch.call(MOUNT, batch.text("none"), batch.text("/"), batch.text("no-such-fs"), 0, 0);
        });
    }

    /** struct clone_args (include/uapi/linux/sched.h), its first version of 64 bytes. */
    private static byte[] cloneArguments(int flags) {
        byte[] arguments = new byte[64];
        ByteBuffer.wrap(arguments)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, flags)
                .putLong(32, SIGCHLD);
        return arguments;
    }
}
