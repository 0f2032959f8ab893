package dev.touchstone.suites.oracle;

import static dev.touchstone.fixtures.guest.Syscall.*;

import dev.touchstone.fixtures.guest.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Ways to a new user namespace, in which every capability comes back. */
public final class UserNamespaces {
    private static final int CLONE_NEWUSER = 0x1000_0000;
    private static final int CLONE_NEWNS = 0x0002_0000;
    private static final int SIGCHLD = 17;
    private static final int WAIT_ALL = 0x4000_0000; // __WALL of include/uapi/linux/wait.h

    private UserNamespaces() {}

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
                        batch -> awaited(batch, batch.call(CLONE3, batch.input(cloneArguments()), 64))));
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
    private static byte[] cloneArguments() {
        byte[] arguments = new byte[64];
        ByteBuffer.wrap(arguments)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, CLONE_NEWUSER)
                .putLong(32, SIGCHLD);
        return arguments;
    }
}
