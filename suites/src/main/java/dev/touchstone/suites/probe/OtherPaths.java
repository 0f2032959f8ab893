package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.facts.Mount;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Where else a directory would be visible: by every other mount of the same file system that holds it. Works on mount
 * tables alone, so that no search through the whole tree is needed.
 */
public final class OtherPaths {
    private OtherPaths() {}

    /**
     * Paths in a mount table by which a directory of a file system would be met, if nothing is mounted over them.
     *
     * @param directory a mount of exactly that directory, in this table or in another of the same kernel
     */
    public static Collection<String> to(Mount directory, Collection<Mount> table) {
        TreeSet<String> paths = new TreeSet<>();
        for (Mount mount : table) {
            boolean sameFileSystem = mount.major() == directory.major() && mount.minor() == directory.minor();
            if (sameFileSystem && below(directory.root(), mount.root())) {
                String rest = mount.root().equals("/")
                        ? directory.root()
                        : directory.root().substring(mount.root().length());
                String base = mount.target().equals("/") ? "" : mount.target();
                String path = base + (rest.equals("/") ? "" : rest);
                paths.add(path.isEmpty() ? "/" : path);
            }
        }
        return paths;
    }

    private static boolean below(String path, String directory) {
        return directory.equals("/") || path.equals(directory) || path.startsWith(directory + "/");
    }
}
