package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.witness.Witness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Files left in the audited sandbox before any other is booted, so that a later sandbox can be asked for them (SES-05): one in /tmp, and
 * one wherever else its user may write, but for /dev and the folders that were granted.
 *
 * @param path of the one in /tmp
 * @param failure why that could not be put there; empty when it was
 * @param further the paths of the others
 */
public record ScratchMarker(String path, Optional<String> failure, List<String> further) {
    private static final int AT_FDCWD = -100;
    // O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC: the same bits on x86_64 and aarch64 (asm-generic/fcntl.h).
    private static final int CREATE_NEW = 01 | 0100 | 0200 | 02000000;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int MOST_PLACES = 128;

    static ScratchMarker plant(Sandbox sandbox) {
        String first = sandbox.session().marker();
        try {
            List<String> paths = new ArrayList<>(List.of(first));
            paths.addAll(elsewhere(sandbox));
            // In a child, which closes what it has opened by its end; one whose disk does not answer does no harm
            // there.
            Batch.Builder batch = Batch.inChild(LIMIT);
            List<Batch.Step> opens = paths.stream()
                    .map(path -> batch.call(Syscall.OPENAT, AT_FDCWD, batch.text(path), CREATE_NEW, 0600))
                    .toList();
            Answer answer = sandbox.guest().ask(batch.build());
            List<String> planted = new ArrayList<>();
            for (int i = 1; i < paths.size(); i++) {
                if (answer.reached(opens.get(i)) && !answer.result(opens.get(i)).failed()) {
                    planted.add(paths.get(i));
                }
            }
            return new ScratchMarker(first, failure(answer, opens.get(0)), List.copyOf(planted));
        } catch (GuestException e) {
            return new ScratchMarker(first, Optional.of(e.getMessage()), List.of());
        }
    }

    private static Optional<String> failure(Answer answer, Batch.Step open) {
        if (!answer.reached(open)) {
            return Optional.of(answer.ending().describe());
        }
        Result result = answer.result(open);
        return result.failed() ? Optional.of(result.describe()) : Optional.empty();
    }

    /** One path in each directory that something is mounted at, if not read-only, and in those that are scratch by custom. */
    private static List<String> elsewhere(Sandbox sandbox) {
        if (isOnTheHost(sandbox)) {
            return List.of();
        }
        Session session = sandbox.session();
        Path tmp = Path.of(session.marker());
        Set<String> directories = new LinkedHashSet<>(List.of("/var/tmp", "/dev/shm", "/run", session.home()));
        mounts(sandbox).stream()
                .filter(mount -> !mount.readOnly())
                .map(Mount::target)
                .forEach(directories::add);
        directories.remove(tmp.getParent().toString());
        directories.remove("/dev"); // of which another check says what may be in it
        Collection<String> granted =
                session.folders().stream().map(session::inside).toList();
        return directories.stream()
                .filter(each ->
                        granted.stream().noneMatch(folder -> each.equals(folder) || each.startsWith(folder + "/")))
                .limit(MOST_PLACES)
                .map(each -> (each.equals("/") ? "" : each) + "/" + tmp.getFileName())
                .toList();
    }

    /** Whether its mounts are the host's: the file in /tmp shows that well enough, and others would be left on the host by a run that is killed. */
    private static boolean isOnTheHost(Sandbox sandbox) {
        Witness witness = sandbox.witness();
        if (witness.absence().isPresent()) {
            return false;
        }
        Facts outside = witness.facts();
        return Objects.equals(
                outside.namespaces(witness.guestProcess()).get("mnt"),
                outside.namespaces(outside.guest().pid()).get("mnt"));
    }

    /** None where /proc does not show them: other checks say so. */
    private static List<Mount> mounts(Sandbox sandbox) {
        try {
            Facts facts = new Facts(sandbox.guest());
            return facts.mounts(facts.self());
        } catch (FactException e) {
            return List.of();
        }
    }

    /** Those that were put there. */
    public List<String> planted() {
        List<String> planted = new ArrayList<>(further);
        if (failure.isEmpty()) {
            planted.add(0, path);
        }
        return planted;
    }

    /** Takes the files away again: where nothing confines the executor, /tmp is the host's. */
    void remove(Sandbox sandbox) {
        Batch.Builder batch = Batch.inline();
        planted().forEach(each -> batch.call(Syscall.UNLINKAT, AT_FDCWD, batch.text(each), 0));
        if (planted().isEmpty()) {
            return;
        }
        try {
            sandbox.guest().ask(batch.build());
        } catch (GuestException e) {
            // A sandbox that does not answer any more is about to be ended, and the run removes what is on the host.
        }
    }
}
