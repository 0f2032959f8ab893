package dev.touchstone.suites.sessions;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.probe.OtherPaths;
import dev.touchstone.suites.probe.OutsideControl;
import java.util.ArrayList;
import java.util.List;

/** Every path that might lead from inside to a file of the host that was not granted. */
final class UngrantedPaths {
    private static final int AT_FDCWD = -100;

    private final Sandbox sandbox;
    private final Facts facts;
    private final Session.Folder ungranted;

    /** @param ungranted a folder of the host that must not be visible */
    UngrantedPaths(Sandbox sandbox, Facts facts, Session.Folder ungranted) {
        this.sandbox = sandbox;
        this.facts = facts;
        this.ungranted = ungranted;
    }

    /** Where the file would be met by its own path, or through a mount that holds it. */
    List<String> direct() {
        List<String> paths = new ArrayList<>(byMounts(file()));
        paths.add(file());
        return paths;
    }

    /** As {@link OutsideControl#require}. */
    void requireControl() {
        OutsideControl.require(sandbox, file(), "folder");
    }

    private String file() {
        return ungranted.hostPath().resolve(ungranted.canaryFile()).toString();
    }

    /** Those, and the ways around: by other processes, open directories, dots and links. */
    List<String> all() {
        Session session = sandbox.session();
        String file = file();
        List<String> paths = new ArrayList<>();
        paths.add(file);
        for (int pid : facts.processIds()) {
            paths.add("/proc/" + pid + "/root" + file);
            paths.add("/proc/" + pid + "/cwd/" + "../".repeat(16) + file.substring(1));
        }
        facts.descriptors(facts.self()).forEach((number, target) -> {
            if (target.startsWith("/")) { // a directory of another root is climbed up to that root
                paths.add("/proc/self/fd/" + number + "/" + "../".repeat(16) + file.substring(1));
            }
        });
        for (Session.Folder folder : session.folders()) {
            paths.add(session.inside(folder) + "/" + "../".repeat(16) + file.substring(1));
            paths.add(session.inside(folder) + "/../" + ungranted.name() + "/" + ungranted.canaryFile());
            if (folder.permission() == Session.Permission.RWD) {
                paths.add(symbolicLink(session.inside(folder), file));
            }
        }
        for (String prefix : List.of("/host", "/mnt", "/oldroot", "/newroot", "/run/host", "/sysroot", "/media")) {
            paths.add(prefix + file);
        }
        paths.addAll(byMounts(file));
        return paths;
    }

    /** A link made inside; in a folder whose content the host may follow. */
    private String symbolicLink(String folder, String file) {
        String link = folder + "/" + sandbox.session().scratchName("link");
        Batch.Builder batch = Batch.inline();
        batch.call(Syscall.SYMLINKAT, batch.text(file), AT_FDCWD, batch.text(link));
        sandbox.guest().ask(batch.build());
        return link;
    }

    /** The file as seen through each mount inside that is of the same file system as the host's folder. */
    private List<String> byMounts(String file) {
        if (sandbox.witness().absence().isPresent()) {
            return List.of(); // whoever asks says that nobody knows them
        }
        Facts outside = sandbox.witness().facts();
        Mount holding = null;
        for (Mount mount : outside.mounts(outside.guest().pid())) {
            boolean holds = mount.target().equals("/") || file.startsWith(mount.target() + "/");
            if (holds
                    && (holding == null
                            || mount.target().length() >= holding.target().length())) {
                holding = mount;
            }
        }
        if (holding == null) {
            throw new IllegalStateException("no mount of the host holds " + file);
        }
        String below = holding.target().equals("/")
                ? file
                : file.substring(holding.target().length());
        String root = holding.root().equals("/") ? below : holding.root() + below;
        Mount wanted = new Mount(
                holding.id(),
                holding.parent(),
                holding.major(),
                holding.minor(),
                root,
                file,
                holding.options(),
                holding.optionalFields(),
                holding.type(),
                holding.source(),
                holding.superOptions());
        return List.copyOf(OtherPaths.to(wanted, facts.mounts(facts.self())));
    }
}
