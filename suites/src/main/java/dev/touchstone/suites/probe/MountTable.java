package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.facts.Mount;
import java.util.ArrayList;
import java.util.List;

/** Questions about a list of mounts in the kernel's order, in which a later one hides an earlier one at its place. */
public final class MountTable {
    private MountTable() {}

    /** The mounts that a path walk can meet: those that no later mount at the same place or above hides. */
    public static List<Mount> visible(List<Mount> mounts) {
        List<Mount> visible = new ArrayList<>();
        for (int index = 0; index < mounts.size(); index++) {
            Mount mount = mounts.get(index);
            boolean hidden = mounts.subList(index + 1, mounts.size()).stream()
                    .anyMatch(later -> below(mount.target(), later.target()) && later.parent() != mount.id());
            boolean covered = mounts.subList(index + 1, mounts.size()).stream()
                    .anyMatch(later -> later.target().equals(mount.target()));
            if (!hidden && !covered) {
                visible.add(mount);
            }
        }
        return visible;
    }

    /** The mount that a path lies on. */
    public static Mount holding(List<Mount> visible, String path) {
        Mount holding = null;
        for (Mount mount : visible) {
            if (below(path, mount.target())
                    && (holding == null
                            || mount.target().length() >= holding.target().length())) {
                holding = mount;
            }
        }
        if (holding == null) {
            throw new IllegalStateException("no mount holds " + path);
        }
        return holding;
    }

    /** Whether a path is a directory or lies below it. */
    public static boolean below(String path, String directory) {
        return directory.equals("/") || path.equals(directory) || path.startsWith(directory + "/");
    }
}
