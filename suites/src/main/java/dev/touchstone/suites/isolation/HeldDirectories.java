package dev.touchstone.suites.isolation;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.suites.run.SandboxProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The descriptors of a process below which everything can be opened (man 2 openat). */
final class HeldDirectories {
    private HeldDirectories() {}

    /** @param descriptors with what they refer to; only a path can be a directory */
    static List<String> of(Facts facts, ProcessStatus process, Map<Integer, String> descriptors) {
        List<String> found = new ArrayList<>();
        descriptors.forEach((number, target) -> {
            if (target.startsWith("/") && isDirectory(facts, "/proc/" + process.pid() + "/fd/" + number)) {
                found.add("process " + process.pid() + " (" + process.name() + ") holds " + target + " as descriptor "
                        + number);
            }
        });
        return found;
    }

    /** Of a file that is none, the dot cannot be found (ENOTDIR, man 7 path_resolution). */
    private static boolean isDirectory(Facts facts, String descriptor) {
        try {
            return facts.fileStatus(descriptor + "/.").isPresent();
        } catch (FactException e) {
            if (SandboxProcesses.ended(e) || e.isErrno(Errno.EACCES) || e.isErrno(Errno.EPERM)) {
                return false; // closed meanwhile, or closed to everybody inside
            }
            throw e;
        }
    }
}
