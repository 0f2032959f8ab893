package dev.touchstone.suites.oracle;

import static dev.touchstone.fixtures.guest.Syscall.*;

import dev.touchstone.fixtures.guest.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Calls that reach the check of a capability before their arguments are looked at, with arguments that do nothing where the
 * capability is there. The order of the checks was read off Linux 6.18 (fs/namespace.c, kernel/sys.c, kernel/reboot.c,
 * mm/swapfile.c, net/core/sock.c and neighbours); the known answers were measured as root and in a container with every
 * capability.
 */
public final class CapabilityOracles {
    private static final int AT_FDCWD = -100;
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int O_CLOEXEC = 02000000;
    private static final int CLONE_NEWNS = 0x0002_0000;
    private static final int CLONE_NEWPID = 0x2000_0000;
    private static final int CLONE_NEWNET = 0x4000_0000;

    private CapabilityOracles() {}

    /** All of them; the capability that each needs is in its text. */
    public static List<Oracle> all() {
        return List.of(
                of(
                        "mount(\"none\", \"/\", \"no-such-fs\"): CAP_SYS_ADMIN",
                        "ENODEV",
                        batch ->
                                batch.call(MOUNT, batch.text("none"), batch.text("/"), batch.text("no-such-fs"), 0, 0)),
                of(
                        "umount2(\"/\", MNT_EXPIRE|MNT_FORCE): CAP_SYS_ADMIN",
                        "EINVAL",
                        batch -> batch.call(UMOUNT2, batch.text("/"), 4 | 1)),
                of(
                        "pivot_root(\"/no-such\", \"/no-such\"): CAP_SYS_ADMIN",
                        "ENOENT",
                        batch -> batch.call(PIVOT_ROOT, batch.text("/no-such"), batch.text("/no-such"))),
                of("chroot(\"/\"): CAP_SYS_CHROOT", "success", batch -> batch.call(CHROOT, batch.text("/"))),
                of("fsopen(NULL, 0): CAP_SYS_ADMIN", "EFAULT", batch -> batch.call(FSOPEN, 0, 0)),
                of(
                        "move_mount(-1, NULL, -1, NULL, ~0): CAP_SYS_ADMIN",
                        "EINVAL",
                        batch -> batch.call(MOVE_MOUNT, -1, 0, -1, 0, 0xffff_ffffL)),
                of("fsmount(-1, ~0, 0): CAP_SYS_ADMIN", "EINVAL", batch -> batch.call(FSMOUNT, -1, 0xffff_ffffL, 0)),
                of("fspick(-1, NULL, ~0): CAP_SYS_ADMIN", "EINVAL", batch -> batch.call(FSPICK, -1, 0, 0xffff_ffffL)),
                of(
                        "mount_setattr(\"/no-such\"): CAP_SYS_ADMIN",
                        "ENOENT",
                        batch -> batch.call(
                                MOUNT_SETATTR, -1, batch.text("/no-such"), 0, batch.input(mountAttributes()), 32)),
                of(
                        "open_tree(\"/\", OPEN_TREE_CLONE): CAP_SYS_ADMIN",
                        "success EINVAL",
                        batch -> batch.call(OPEN_TREE, AT_FDCWD, batch.text("/"), 1 | O_CLOEXEC)),
                of(
                        "sethostname(\"x\", -1): CAP_SYS_ADMIN",
                        "EINVAL",
                        batch -> batch.call(SETHOSTNAME, batch.text("x"), -1)),
                of(
                        "setdomainname(\"x\", -1): CAP_SYS_ADMIN",
                        "EINVAL",
                        batch -> batch.call(SETDOMAINNAME, batch.text("x"), -1)),
                of("reboot(0, 0, 0): CAP_SYS_BOOT", "EINVAL", batch -> batch.call(REBOOT, 0, 0, 0, 0)),
                of(
                        "swapon(\"/no-such\"): CAP_SYS_ADMIN",
                        "ENOENT",
                        batch -> batch.call(SWAPON, batch.text("/no-such"), 0)),
                of(
                        "swapoff(\"/no-such\"): CAP_SYS_ADMIN",
                        "ENOENT",
                        batch -> batch.call(SWAPOFF, batch.text("/no-such"))),
                of("acct(\"/no-such\"): CAP_SYS_PACCT", "ENOENT", batch -> batch.call(ACCT, batch.text("/no-such"))),
                of("settimeofday(NULL, NULL): CAP_SYS_TIME", "success", batch -> batch.call(SETTIMEOFDAY, 0, 0)),
                of(
                        "adjtimex(ADJ_TICK, tick 0): CAP_SYS_TIME",
                        "EINVAL",
                        batch -> batch.call(ADJTIMEX, batch.input(timexWithTickOfZero()))),
                of(
                        "bpf(BPF_PROG_GET_NEXT_ID): CAP_SYS_ADMIN",
                        "ENOENT",
                        batch -> batch.call(BPF, 11, batch.inOut(words(0x7fff_fffe, 0, 0, 0)), 16)),
                of(
                        "bpf(BPF_PROG_LOAD, no instructions): CAP_BPF",
                        "E2BIG",
                        batch -> batch.call(BPF, 5, batch.input(programWithoutInstructions()), 48)),
                of("open_by_handle_at(\"/\", a handle of no type): CAP_DAC_READ_SEARCH", "ESTALE EOPNOTSUPP", batch -> {
                    Batch.Step root = batch.call(OPENAT, AT_FDCWD, batch.text("/"), O_CLOEXEC, 0);
                    return batch.call(OPEN_BY_HANDLE_AT, root, batch.input(words(8, 0xff, 0, 0)), 0);
                }),
                of("setns(own network namespace): CAP_SYS_ADMIN", "success", batch -> {
                    Batch.Step own = batch.call(OPENAT, AT_FDCWD, batch.text("/proc/self/ns/net"), O_CLOEXEC, 0);
                    return batch.call(SETNS, own, CLONE_NEWNET);
                }),
                of("unshare(CLONE_NEWNS): CAP_SYS_ADMIN", "success", batch -> batch.call(UNSHARE, CLONE_NEWNS)),
                of("unshare(CLONE_NEWNET): CAP_SYS_ADMIN", "success", batch -> batch.call(UNSHARE, CLONE_NEWNET)),
                of("unshare(CLONE_NEWPID): CAP_SYS_ADMIN", "success", batch -> batch.call(UNSHARE, CLONE_NEWPID)),
                of("syslog(SYSLOG_ACTION_READ, NULL): CAP_SYSLOG", "EINVAL", batch -> batch.call(SYSLOG, 2, 0, 0)),
                mknod("/tmp"),
                mknod("/dev/shm"),
                of("setgroups(2147483647, NULL): CAP_SETGID", "EINVAL", batch -> batch.call(SETGROUPS, 0x7fff_ffff, 0)),
                of("prctl(PR_CAPBSET_DROP, 63): CAP_SETPCAP", "EINVAL", batch -> batch.call(PRCTL, 24, 63, 0, 0, 0)),
                of("socket(AF_PACKET): CAP_NET_RAW", "success", batch -> batch.call(SOCKET, 17, SOCK_DGRAM, 0)),
                of(
                        "socket(AF_INET, SOCK_RAW, ICMP): CAP_NET_RAW",
                        "success",
                        batch -> batch.call(SOCKET, AF_INET, SOCK_RAW, 1)),
                of("ioctl(SIOCSIFFLAGS, lo as it is): CAP_NET_ADMIN", "success", batch -> {
                    Batch.Buffer request = batch.inOut(interfaceRequest());
                    Batch.Step socket = batch.call(SOCKET, AF_INET, SOCK_DGRAM, 0);
                    batch.call(IOCTL, socket, 0x8913, request);
                    return batch.call(IOCTL, socket, 0x8914, request);
                }),
                of("setsockopt(SO_MARK): CAP_NET_ADMIN", "success", batch -> {
                    Batch.Step socket = batch.call(SOCKET, AF_INET, SOCK_DGRAM, 0);
                    return batch.call(SETSOCKOPT, socket, 1, 36, batch.input(words(1)), 4);
                }),
                of("setpriority(-1): CAP_SYS_NICE", "success", batch -> {
                    batch.call(SETPRIORITY, 0, 0, 19); // a harness started at a negative niceness may keep it
                    return batch.call(SETPRIORITY, 0, 0, -1);
                }),
                of("delete_module(NULL): CAP_SYS_MODULE", "EFAULT", batch -> batch.call(DELETE_MODULE, 0, 0)),
                of("finit_module(-1): CAP_SYS_MODULE", "EBADF", batch -> batch.call(FINIT_MODULE, -1, 0, 0)),
                of(
                        "kexec_load(no segments, no flags known): CAP_SYS_BOOT",
                        "EINVAL",
                        batch -> batch.call(KEXEC_LOAD, 0, 0, 0, 0xffff_ffffL)));
    }

    /** The capability that one of {@link #all()} needs, by its name. */
    public static String capability(Oracle oracle) {
        return oracle.call().substring(oracle.call().lastIndexOf(": ") + 2);
    }

    /** Those of {@link #all()} that change mounts, or make what can be mounted. */
    public static List<Oracle> ofMounts() {
        Set<String> calls = Set.of(
                "mount",
                "umount2",
                "pivot_root",
                "fsopen",
                "fsmount",
                "fspick",
                "move_mount",
                "mount_setattr",
                "open_tree");
        return all().stream()
                .filter(oracle ->
                        calls.contains(oracle.call().substring(0, oracle.call().indexOf('('))))
                .toList();
    }

    private static Oracle mknod(String directory) {
        return of("mknod(a null device in " + directory + "): CAP_MKNOD", "success", batch -> {
            Batch.Buffer path = batch.text(directory + "/touchstone-device");
            Batch.Step made = batch.call(MKNODAT, AT_FDCWD, path, 0020600, 0x103);
            batch.call(UNLINKAT, AT_FDCWD, path, 0);
            return made;
        });
    }

    private static Oracle of(String call, String open, Function<Batch.Builder, Batch.Step> probe) {
        return Oracle.of(call, open, probe);
    }

    /** struct mount_attr (include/uapi/linux/mount.h), 32 bytes: attr_set asks for nosuid, for an empty request succeeds. */
    private static byte[] mountAttributes() {
        return words(2, 0, 0, 0, 0, 0, 0, 0);
    }

    /** struct timex (include/uapi/linux/timex.h), 208 bytes on 64-bit: modes = ADJ_TICK, everything else 0. */
    private static byte[] timexWithTickOfZero() {
        byte[] timex = new byte[208];
        ByteBuffer.wrap(timex).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x4000);
        return timex;
    }

    /** union bpf_attr for BPF_PROG_LOAD: a socket filter of no instructions. */
    private static byte[] programWithoutInstructions() {
        byte[] attributes = new byte[48];
        ByteBuffer.wrap(attributes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 1);
        return attributes;
    }

    /** struct ifreq for lo (include/uapi/linux/if.h), 40 bytes. */
    private static byte[] interfaceRequest() {
        byte[] request = new byte[40];
        request[0] = 'l';
        request[1] = 'o';
        return request;
    }

    private static byte[] words(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }
}
