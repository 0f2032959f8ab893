package dev.touchstone.suites.sessions;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tries what may be done in a folder: read and change the host's file, create one, delete the created one. */
final class FolderRights {
    private static final int AT_FDCWD = -100;
    private static final int O_WRONLY = 1;
    private static final int O_APPEND = 02000;
    private static final int O_CREAT_EXCL = 0100 | 0200;

    private FolderRights() {}

    /** The answers, keyed as in the profile: read, create, change, unlink. What was created stays where it cannot be deleted. */
    static Map<String, Result> tried(Guest guest, String folder, String canaryFile, String name) {
        Batch.Builder batch = Batch.inChild(Duration.ofSeconds(5));
        Batch.Buffer canary = batch.text(folder + "/" + canaryFile);
        Batch.Buffer own = batch.text(folder + "/" + name);
        Batch.Step read = batch.call(Syscall.OPENAT, AT_FDCWD, canary, 0, 0);
        // Appending nothing changes nothing, yet needs the same right as appending something.
        Batch.Step change = batch.call(Syscall.OPENAT, AT_FDCWD, canary, O_WRONLY | O_APPEND, 0);
        Batch.Step create = batch.call(Syscall.OPENAT, AT_FDCWD, own, O_WRONLY | O_CREAT_EXCL, 0600);
        // Closed first: on FUSE, libfuse turns the unlinking of an open file into a rename, which --delete-deny lets
        // through.
        batch.call(Syscall.CLOSE, create);
        Batch.Step unlinkOwn = batch.call(Syscall.UNLINKAT, AT_FDCWD, own, 0);
        Answer answer = guest.ask(batch.build());
        Map<String, Result> tried = new LinkedHashMap<>();
        tried.put("read", answer.result(read));
        tried.put("create", answer.result(create));
        tried.put("change", answer.result(change));
        boolean created = !answer.result(create).failed();
        tried.put("unlink", created ? answer.result(unlinkOwn) : unlinkCanary(guest, folder + "/" + canaryFile));
        return tried;
    }

    /** Where nothing can be created, the host's own file is the only one to try: it is the harness's, and made for this. */
    private static Result unlinkCanary(Guest guest, String path) {
        Batch.Builder batch = Batch.inChild(Duration.ofSeconds(5));
        Batch.Step unlink = batch.call(Syscall.UNLINKAT, AT_FDCWD, batch.text(path), 0);
        return guest.ask(batch.build()).result(unlink);
    }
}
