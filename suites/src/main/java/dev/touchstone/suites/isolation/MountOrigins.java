package dev.touchstone.suites.isolation;

import dev.touchstone.fixtures.facts.Facts.FileStatus;
import dev.touchstone.fixtures.facts.Mount;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the mounts of a sandbox come from, found out by comparing what lies there with what lies outside. Two paths are one file
 * where device and inode are the same (man 7 inode).
 */
final class MountOrigins {
    private final List<Mount> mounts;
    private final List<Mount> hosts;
    private final Map<String, String> supplied;
    private final Function<String, Optional<FileStatus>> inside;
    private final Function<String, List<String>> entries;
    private final Function<String, Optional<FileStatus>> outside;
    private final Set<String> hostDevices;

    /**
     * @param mounts what the sandbox can see
     * @param hosts what the machine around it has mounted
     * @param supplied what the harness put inside: the path inside, and the one outside
     * @param inside what lies at a path inside
     * @param entries the names in a directory inside
     * @param outside what lies at a path outside, symbolic links followed
     */
    MountOrigins(
            List<Mount> mounts,
            List<Mount> hosts,
            Map<String, String> supplied,
            Function<String, Optional<FileStatus>> inside,
            Function<String, List<String>> entries,
            Function<String, Optional<FileStatus>> outside) {
        this.mounts = mounts;
        this.hosts = hosts;
        this.supplied = supplied;
        this.inside = inside;
        this.entries = entries;
        this.outside = outside;
        hostDevices = hosts.stream().map(MountOrigins::device).collect(Collectors.toSet());
    }

    /** What a mount may come from; a profile names it in small letters. */
    enum Origin {
        /** A file system that is not mounted outside. */
        NEW,
        /** What lies at the same path outside. */
        SAME,
        /** What the harness put there. */
        SUPPLIED,
        /** What would lie there without the mount: a part of the file system around it, with other options. */
        ITSELF,
        /** A terminal. */
        TERMINAL,
        /** A directory with nothing in it, which covers what would lie there. */
        EMPTY;

        static Origin named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether it comes from one of these; nothing is asked of a mount that may come from anywhere. */
    boolean isFrom(Mount mount, List<Origin> origins) {
        return origins.isEmpty() || origins.stream().anyMatch(origin -> isFrom(mount, origin));
    }

    private boolean isFrom(Mount mount, Origin origin) {
        return switch (origin) {
            case NEW -> !hostDevices.contains(device(mount));
            case SAME -> isFile(mount, mount.target());
            case SUPPLIED -> supplied.containsKey(mount.target()) && isFile(mount, supplied.get(mount.target()));
            case ITSELF -> around(mount).filter(each -> isPartOf(each, mount)).isPresent();
            case TERMINAL -> isTerminal(mount);
            case EMPTY -> entries.apply(mount.target()).isEmpty();
        };
    }

    private boolean isFile(Mount mount, String path) {
        Optional<FileStatus> there = inside.apply(mount.target());
        return outside.apply(path)
                .filter(file -> there.isPresent()
                        && file.inode() == there.get().inode()
                        && file.device() == there.get().device())
                .isPresent();
    }

    private boolean isTerminal(Mount mount) {
        return inside.apply(mount.target()).filter(FileStatus::isPseudoterminal).isPresent();
    }

    private Optional<Mount> around(Mount mount) {
        return mounts.stream()
                .filter(each -> each != mount && isBelow(mount.target(), each.target()))
                .max(Comparator.comparingInt(each -> each.target().length()));
    }

    private static boolean isPartOf(Mount around, Mount mount) {
        return device(around).equals(device(mount))
                && mount.root().equals(joined(around.root(), rest(around.target(), mount.target())));
    }

    /** For a message: "/home/one of the host", or the file system where no path outside leads there. */
    String describe(Mount mount) {
        return hosts.stream()
                .filter(host -> device(host).equals(device(mount)) && isBelow(mount.root(), host.root()))
                .max(Comparator.comparingInt(host -> host.root().length()))
                .map(host -> joined(host.target(), rest(host.root(), mount.root())) + " of the host")
                .orElse(mount.root() + " of a " + mount.type() + " (" + device(mount) + ")");
    }

    private static String device(Mount mount) {
        return mount.major() + ":" + mount.minor();
    }

    private static boolean isBelow(String path, String directory) {
        return directory.equals("/") || path.equals(directory) || path.startsWith(directory + "/");
    }

    /** What is left of a path below a directory, with the slash; empty for the directory itself. */
    private static String rest(String directory, String path) {
        return path.equals(directory) ? "" : path.substring(directory.equals("/") ? 0 : directory.length());
    }

    private static String joined(String directory, String rest) {
        return rest.isEmpty() ? directory : (directory.equals("/") ? "" : directory) + rest;
    }
}
