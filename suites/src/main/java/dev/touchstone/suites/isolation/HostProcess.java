package dev.touchstone.suites.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of the host, told from a later one with the same id by its start time.
 *
 * @param started field 22 of /proc/PID/stat, in clock ticks since the machine booted (man 5 proc_pid_stat)
 */
record HostProcess(int pid, String name, String started) {

    /** Empty when there is no such process, or only its remains. */
    static Optional<HostProcess> of(int pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name stands in parentheses and may hold any character, a parenthesis too.
            int open = stat.indexOf('(');
            int close = stat.lastIndexOf(')');
            String[] fields = stat.substring(close + 2).split(" ");
            boolean remains = fields[0].equals("Z") || fields[0].equals("X");
            return remains
                    ? Optional.empty()
                    : Optional.of(new HostProcess(pid, stat.substring(open + 1, close), fields[19]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean alive() {
        return of(pid).filter(now -> now.started().equals(started)).isPresent();
    }

    @Override
    public String toString() {
        return pid + " (" + name + ")";
    }
}
