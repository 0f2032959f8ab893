package dev.touchstone.suites.container;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Facts.FileStatus;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.guest.FileFlags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The programs that run with the rights of their owner or group, in the directories where programs are looked for; links count as
 * what they lead to.
 *
 * @param found their paths
 * @param looked how many files were looked at
 */
record SetuidPrograms(SortedSet<String> found, int looked) {
    private static final List<String> DIRECTORIES =
            List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin");
    private static final int SETUID_OR_SETGID = 06000;

    SetuidPrograms {
        found = Collections.unmodifiableSortedSet(new TreeSet<>(found));
    }

    /** @throws FactException when a directory cannot be listed, or a file in it not be looked at */
    static SetuidPrograms in(Facts facts) {
        return in(facts, DIRECTORIES);
    }

    static SetuidPrograms in(Facts facts, List<String> directories) {
        List<String> paths = paths(facts, directories);
        FileStatuses statuses = facts.fileStatuses(paths);
        List<String> links = new ArrayList<>();
        SortedSet<String> found = new TreeSet<>();
        for (String path : paths) {
            Optional<FileStatus> status = statuses.of(path);
            if (status.filter(SetuidPrograms::isLink).isPresent()) {
                links.add(path);
            } else if (status.filter(SetuidPrograms::isSetuid).isPresent()) {
                found.add(path);
            }
        }
        FileStatuses behind = facts.fileStatusesFollowed(links);
        links.stream()
                .filter(link ->
                        behind(behind, link).filter(SetuidPrograms::isSetuid).isPresent())
                .forEach(found::add);
        return new SetuidPrograms(found, paths.size());
    }

    /** Of directories that are one and the same, as /bin and /usr/bin often are, the first. */
    private static List<String> paths(Facts facts, List<String> directories) {
        record Place(long device, long inode) {}
        FileStatuses statuses = facts.fileStatusesFollowed(directories);
        Set<Place> seen = new HashSet<>();
        List<String> paths = new ArrayList<>();
        for (String directory : directories) {
            boolean another = statuses.of(directory)
                    .filter(status -> status.type() == FileFlags.S_IFDIR)
                    .filter(status -> seen.add(new Place(status.device(), status.inode())))
                    .isPresent();
            if (another) {
                facts.directory(directory).forEach(name -> paths.add(directory + "/" + name));
            }
        }
        return paths;
    }

    /** Nothing where the link leads nowhere, or where whoever asks may not go and so starts nothing. */
    private static Optional<FileStatus> behind(FileStatuses followed, String link) {
        try {
            return followed.of(link);
        } catch (FactException e) {
            if (e.errno().isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isLink(FileStatus file) {
        return file.type() == FileFlags.S_IFLNK;
    }

    private static boolean isSetuid(FileStatus file) {
        return file.type() == FileFlags.S_IFREG && (file.mode() & SETUID_OR_SETGID) != 0;
    }
}
