package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Opens files in a child of its own, so that nothing stays open and a device that blocks does no harm. */
public final class Opening {
    private static final int AT_FDCWD = -100;
    // The same bits on x86_64 and aarch64 (include/uapi/asm-generic/fcntl.h).
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Files in one child: a batch has room for their names however long they are. */
    private static final int AT_ONCE = 64;

    /** What the kernel says of a file that is not to be had, or not so: it, or the way to it, is not there, or not open to us. */
    private static final Set<Errno> REFUSALS =
            EnumSet.of(Errno.ENOENT, Errno.EACCES, Errno.EPERM, Errno.EROFS, Errno.ENOTDIR, Errno.ESRCH, Errno.ELOOP);

    private Opening() {}

    /** Whether an open was refused. Any other error, such as one of a machine in need, says neither yes nor no. */
    public static boolean refused(Result result) {
        return REFUSALS.stream().anyMatch(result::failedWith);
    }

    /** Opens for reading; nothing is read. */
    public static Result forReading(Guest guest, String path) {
        return forReading(guest, List.of(path)).get(0);
    }

    /** Opens some files for reading, one after the other in one child; nothing is read. The results are in their order. */
    public static List<Result> forReading(Guest guest, List<String> paths) {
        return inOneChild(guest, paths, (batch, path) -> open(batch, batch.text(path), O_CLOEXEC | O_NONBLOCK, 0));
    }

    /** Opens some files for writing, one after the other in one child; nothing is written. The results are in their order. */
    public static List<Result> forWriting(Guest guest, List<String> paths) {
        return inOneChild(
                guest, paths, (batch, path) -> open(batch, batch.text(path), O_CLOEXEC | O_NONBLOCK | O_WRONLY, 0));
    }

    /**
     * Creates new files and removes them again, one after the other in one child. The names must be ones that nobody else uses:
     * they are removed in any case. The results are in their order.
     */
    public static List<Result> creating(Guest guest, List<String> paths) {
        return inOneChild(guest, paths, (batch, path) -> {
            Batch.Buffer name = batch.text(path);
            Batch.Step open = open(batch, name, O_CLOEXEC | O_WRONLY | O_CREAT | O_EXCL, 0600);
            batch.call(Syscall.UNLINKAT, AT_FDCWD, name, 0);
            return open;
        });
    }

    private static List<Result> inOneChild(
            Guest guest, List<String> paths, BiFunction<Batch.Builder, String, Batch.Step> asking) {
        List<Result> results = new ArrayList<>();
        for (int start = 0; start < paths.size(); start += AT_ONCE) {
            Batch.Builder batch = Batch.inChild(LIMIT);
            List<Batch.Step> steps = paths.subList(start, Math.min(paths.size(), start + AT_ONCE)).stream()
                    .map(path -> asking.apply(batch, path))
                    .toList();
            Answer answer = guest.ask(batch.build());
            steps.forEach(step -> results.add(answer.result(step)));
        }
        return List.copyOf(results);
    }

    private static Batch.Step open(Batch.Builder batch, Batch.Buffer name, int flags, int mode) {
        return batch.call(Syscall.OPENAT, AT_FDCWD, name, flags, mode);
    }
}
