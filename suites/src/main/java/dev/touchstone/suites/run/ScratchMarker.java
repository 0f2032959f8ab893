package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import java.util.Optional;

/**
 * A file left in the audited sandbox's /tmp before any other is booted, so that a later sandbox can be asked for it
 * (SES-05).
 *
 * @param path where it was put
 * @param failure why it could not be put there; empty when it was
 */
public record ScratchMarker(String path, Optional<String> failure) {
    private static final int AT_FDCWD = -100;
    // O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC: the same bits on x86_64 and aarch64 (asm-generic/fcntl.h).
    private static final int CREATE_NEW = 01 | 0100 | 0200 | 02000000;

    static ScratchMarker plant(Sandbox sandbox) {
        String path = sandbox.session().marker();
        Batch.Builder batch = Batch.inline();
        Batch.Step open = batch.call(Syscall.OPENAT, AT_FDCWD, batch.text(path), CREATE_NEW, 0600);
        try {
            Answer answer = sandbox.guest().ask(batch.build());
            Result result = answer.result(open);
            if (result.failed()) {
                return new ScratchMarker(path, Optional.of(result.describe()));
            }
            Batch.Builder close = Batch.inline();
            close.call(Syscall.CLOSE, result.value());
            sandbox.guest().ask(close.build());
            return new ScratchMarker(path, Optional.empty());
        } catch (GuestException e) {
            return new ScratchMarker(path, Optional.of(e.getMessage()));
        }
    }

    /** Takes the file away again: where nothing confines the executor, /tmp is the host's. */
    void remove(Sandbox sandbox) {
        if (failure.isPresent()) {
            return;
        }
        Batch.Builder batch = Batch.inline();
        batch.call(Syscall.UNLINKAT, AT_FDCWD, batch.text(path), 0);
        try {
            sandbox.guest().ask(batch.build());
        } catch (GuestException e) {
            // A sandbox that does not answer any more is about to be ended, and the run removes what is on the host.
        }
    }
}
