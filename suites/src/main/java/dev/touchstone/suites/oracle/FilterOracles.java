package dev.touchstone.suites.oracle;

import static dev.touchstone.fixtures.guest.Syscall.*;

import dev.touchstone.fixtures.guest.Batch;
import java.util.List;
import java.util.function.Function;

/**
 * Calls whose arguments make the kernel fail before any capability is looked at: an EPERM is then a filter's. Measured on
 * Linux 6.18 as an ordinary user and as root.
 */
public final class FilterOracles {
    private static final int AT_FDCWD = -100;
    private static final int CLONE_THREAD = 0x0001_0000; // include/uapi/linux/sched.h
    private static final long ALL_BITS = 0xffff_ffffL;

    private FilterOracles() {}

    /** One for each call that the base filter denies and whose filter can be told from a missing capability. */
    public static List<Oracle> base() {
        return List.of(
                of("mount(type (void*)1)", "EFAULT", batch -> batch.call(MOUNT, 0, batch.text("/"), 1, 0, 0)),
                of(
                        "umount2(\"/\", an unknown flag)",
                        "EINVAL",
                        batch -> batch.call(UMOUNT2, batch.text("/"), 0x4000_0000)),
                of("chroot((void*)1)", "EFAULT", batch -> batch.call(CHROOT, 1)),
                of("swapon((void*)1, an unknown flag)", "EINVAL", batch -> batch.call(SWAPON, 1, 0x4000_0000)),
                of("settimeofday((void*)1, NULL)", "EFAULT", batch -> batch.call(SETTIMEOFDAY, 1, 0)),
                of("clock_settime(CLOCK_REALTIME, (void*)1)", "EFAULT", batch -> batch.call(CLOCK_SETTIME, 0, 1)),
                of("adjtimex((void*)1)", "EFAULT", batch -> batch.call(ADJTIMEX, 1)),
                of("clock_adjtime(CLOCK_REALTIME, (void*)1)", "EFAULT", batch -> batch.call(CLOCK_ADJTIME, 0, 1)),
                of(
                        "open_by_handle_at(-1, (void*)1, 0)",
                        "EFAULT EBADF",
                        batch -> batch.call(OPEN_BY_HANDLE_AT, -1, 1, 0)),
                of("open_tree(-1, (void*)1, ~0)", "EINVAL", batch -> batch.call(OPEN_TREE, -1, 1, ALL_BITS)),
                of(
                        "mount_setattr(-1, \"/no-such\", ~0)",
                        "EINVAL",
                        batch -> batch.call(
                                MOUNT_SETATTR, -1, batch.text("/no-such"), ALL_BITS, batch.input(new byte[32]), 32)),
                of("fsconfig(-1)", "EINVAL", batch -> batch.call(FSCONFIG, -1, 0, 0, 0, 0)),
                of("setns(-1, 0)", "EBADF", batch -> batch.call(SETNS, -1, 0)),
                of("unshare(an unknown flag)", "EINVAL", batch -> batch.call(UNSHARE, 1)),
                of("quotactl(-1)", "EINVAL", batch -> batch.call(QUOTACTL, ALL_BITS, 0, 0, 0)),
                of("fanotify_init(FAN_REPORT_FID)", "success EINVAL", batch -> batch.call(FANOTIFY_INIT, 0x200, 0)),
                of("mknod((void*)1)", "EFAULT", batch -> batch.call(MKNODAT, AT_FDCWD, 1, 0010600, 0)),
                of("ptrace(an unknown request)", "ESRCH", batch -> batch.call(PTRACE, 0x9999, 0x7fff_ffff, 0, 0)),
                of("bpf(9999, NULL, 0)", "EINVAL", batch -> batch.call(BPF, 9999, 0, 0)),
                of(
                        "process_vm_writev(flags 1)",
                        "EINVAL",
                        batch -> batch.call(PROCESS_VM_WRITEV, 0x7fff_ffff, 0, 0, 0, 0, 1)),
                of(
                        "process_vm_readv(flags 1)",
                        "EINVAL",
                        batch -> batch.call(PROCESS_VM_READV, 0x7fff_ffff, 0, 0, 0, 0, 1)),
                of("kcmp(no such process)", "ESRCH", batch -> batch.call(KCMP, 0x7fff_ffff, 0x7fff_ffff, 0, 0, 0)),
                of("pidfd_getfd(-1, 0, 0)", "EBADF", batch -> batch.call(PIDFD_GETFD, -1, 0, 0)),
                of("perf_event_open(NULL)", "EFAULT", batch -> batch.call(PERF_EVENT_OPEN, 0, 0, -1, -1, 0)),
                of("userfaultfd(UFFD_USER_MODE_ONLY)", "success", batch -> batch.call(USERFAULTFD, 1)),
                of("keyctl(9999)", "EOPNOTSUPP", batch -> batch.call(KEYCTL, 9999, 0, 0, 0, 0)),
                of("add_key(NULL)", "EFAULT", batch -> batch.call(ADD_KEY, 0, 0, 0, 0, 0)),
                of("request_key(NULL)", "EFAULT", batch -> batch.call(REQUEST_KEY, 0, 0, 0, 0)),
                of("clone3(NULL, 0)", "EINVAL", batch -> batch.call(CLONE3, 0, 0)),
                of("clone3((void*)1, 88)", "EFAULT", batch -> batch.call(CLONE3, 1, 88)),
                clone("CLONE_NEWUSER", 0x1000_0000),
                clone("CLONE_NEWNS", 0x0002_0000),
                clone("CLONE_NEWCGROUP", 0x0200_0000),
                clone("CLONE_NEWUTS", 0x0400_0000),
                clone("CLONE_NEWIPC", 0x0800_0000),
                clone("CLONE_NEWPID", 0x2000_0000),
                clone("CLONE_NEWNET", 0x4000_0000));
    }

    /** A thread that does not share signal handlers is refused before anything is made (copy_process in kernel/fork.c). */
    private static Oracle clone(String name, int flag) {
        return of(
                "clone(" + name + " with CLONE_THREAD alone)",
                "EINVAL",
                batch -> batch.call(CLONE, CLONE_THREAD | flag, 0, 0, 0, 0));
    }

    private static Oracle of(String call, String open, Function<Batch.Builder, Batch.Step> probe) {
        return Oracle.of(call, open, probe);
    }
}
