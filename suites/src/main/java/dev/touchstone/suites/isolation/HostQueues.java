package dev.touchstone.suites.isolation;

import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.run.UndeterminedException;

/** A System V and a POSIX message queue on the host, open to everybody, for as long as a check runs. */
final class HostQueues implements AutoCloseable {
    private static final int IPC_CREAT_EXCL = 01000 | 02000;
    private static final int IPC_RMID = 0;
    private static final int O_CREAT_EXCL = 0100 | 0200;

    private final Guest outside;
    private final int key;
    private final long queue;
    private final long descriptor;

    private HostQueues(Guest outside, int key, long queue, long descriptor) {
        this.outside = outside;
        this.key = key;
        this.queue = queue;
        this.descriptor = descriptor;
    }

    static HostQueues make(Guest outside, Session session) {
        int key = key(session.scratchName("queue"));
        Batch.Builder batch = Batch.inline();
        Batch.Step systemV = batch.call(Syscall.MSGGET, key, IPC_CREAT_EXCL | 0666);
        Batch.Step posix = batch.call(Syscall.MQ_OPEN, batch.text(name(key)), O_CREAT_EXCL, 0666, 0);
        Answer answer = outside.ask(batch.build());
        Result queue = answer.result(systemV);
        Result descriptor = answer.result(posix);
        HostQueues queues = new HostQueues(outside, key, queue.value(), descriptor.value());
        if (queue.failed() || descriptor.failed()) {
            queues.close();
            throw new UndeterminedException("the control queues could not be made on the host: msgget "
                    + queue.describe() + ", mq_open " + descriptor.describe());
        }
        return queues;
    }

    Result openSystemV(Guest guest) {
        Batch.Builder batch = Batch.inline();
        Batch.Step get = batch.call(Syscall.MSGGET, key, 0);
        return guest.ask(batch.build()).result(get);
    }

    Result openPosix(Guest guest) {
        Batch.Builder batch = Batch.inChild(java.time.Duration.ofSeconds(2));
        Batch.Step open = batch.call(Syscall.MQ_OPEN, batch.text(name(key)), 0, 0, 0);
        return guest.ask(batch.build()).result(open);
    }

    /** Whether there is no such queue, or the call is refused whatever queue it names. */
    static boolean hidden(Result result) {
        return result.failedWith(Errno.ENOENT) || result.failedWith(Errno.EPERM) || result.failedWith(Errno.ENOSYS);
    }

    /** A number that nobody can guess, of seven digits of a name that nobody can; not IPC_PRIVATE, which is 0. */
    private static int key(String scratchName) {
        return 1 + Integer.parseInt(scratchName.substring(scratchName.length() - 7), 16);
    }

    private static String name(int key) {
        return "touchstone-" + key;
    }

    @Override
    public void close() {
        Batch.Builder batch = Batch.inline();
        if (queue >= 0) {
            batch.call(Syscall.MSGCTL, queue, IPC_RMID, 0);
        }
        if (descriptor >= 0) {
            batch.call(Syscall.CLOSE, descriptor);
        }
        batch.call(Syscall.MQ_UNLINK, batch.text(name(key)));
        outside.ask(batch.build());
    }
}
