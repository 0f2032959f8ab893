package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import java.time.Duration;

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

    private Opening() {}

    /** Opens for reading; nothing is read. */
    public static Result forReading(Guest guest, String path) {
        return open(guest, path, O_CLOEXEC | O_NONBLOCK);
    }

    /** Opens for writing; nothing is written. */
    public static Result forWriting(Guest guest, String path) {
        return open(guest, path, O_CLOEXEC | O_NONBLOCK | O_WRONLY);
    }

    /** Creates a new file and removes it again. The name must be one that nobody else uses: it is removed in any case. */
    public static Result creating(Guest guest, String path) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Buffer name = batch.text(path);
        Batch.Step open = batch.call(Syscall.OPENAT, AT_FDCWD, name, O_CLOEXEC | O_WRONLY | O_CREAT | O_EXCL, 0600);
        batch.call(Syscall.UNLINKAT, AT_FDCWD, name, 0);
        Answer answer = guest.ask(batch.build());
        return answer.result(open);
    }

    private static Result open(Guest guest, String path, int flags) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step open = batch.call(Syscall.OPENAT, AT_FDCWD, batch.text(path), flags, 0);
        return guest.ask(batch.build()).result(open);
    }
}
