package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.guest.Guest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The entries of /dev and of its directories, with what each of them is.
 *
 * @param entries by path below /dev, such as pts/ptmx
 */
public record DeviceDirectory(Map<String, Facts.FileStatus> entries) {
    private static final int DIRECTORY = 0040000;
    private static final int CHARACTER = 0020000;
    private static final int BLOCK = 0060000;
    /** Directories in /dev are one or two levels deep; a deeper one is reported as it is, not walked. */
    private static final int MAX_ENTRIES = 4096;

    /** Character devices by name (Documentation/admin-guide/devices.txt). */
    private static final Map<String, String> NUMBERS = Map.of(
            "null", "1:3",
            "zero", "1:5",
            "full", "1:7",
            "random", "1:8",
            "urandom", "1:9",
            "tty", "5:0",
            "ptmx", "5:2",
            "pts/ptmx", "5:2");

    public static DeviceDirectory read(Facts facts) {
        Map<String, Facts.FileStatus> entries = new TreeMap<>();
        read(facts, "", entries);
        for (String directory : List.copyOf(entries.keySet())) {
            if (entries.get(directory).type() == DIRECTORY) {
                read(facts, directory + "/", entries);
            }
        }
        return new DeviceDirectory(entries);
    }

    private static void read(Facts facts, String prefix, Map<String, Facts.FileStatus> entries) {
        List<String> names = facts.directory("/dev/" + prefix);
        if (entries.size() + names.size() > MAX_ENTRIES) {
            throw new IllegalStateException("/dev holds more than " + MAX_ENTRIES + " entries");
        }
        FileStatuses found = facts.fileStatuses(
                names.stream().map(name -> "/dev/" + prefix + name).toList());
        for (String name : names) {
            found.of("/dev/" + prefix + name).ifPresent(status -> entries.put(prefix + name, status));
        }
    }

    /** The names directly in /dev. */
    public Set<String> names() {
        Set<String> names = new java.util.TreeSet<>();
        entries.keySet().stream().filter(path -> !path.contains("/")).forEach(names::add);
        return names;
    }

    /** Device nodes that are not what their names say, or that have no documented name at all (in a directory of /dev). */
    public List<String> unexpectedNodes() {
        List<String> wrong = new ArrayList<>();
        entries.forEach((path, status) -> {
            int type = status.type();
            String number = status.major() + ":" + status.minor();
            boolean terminal = path.matches("pts/[0-9]+|console") && type == CHARACTER;
            boolean known = type == CHARACTER && number.equals(NUMBERS.get(path));
            if ((type == CHARACTER || type == BLOCK) && !known && !(terminal && isTerminal(status, path))) {
                wrong.add("/dev/" + path + " is " + kind(type) + " device " + number);
            }
        });
        return wrong;
    }

    /** Pseudo-terminals have majors 136 to 143; the system's console is 5:1. */
    private static boolean isTerminal(Facts.FileStatus status, String path) {
        boolean pseudo = status.major() >= 136 && status.major() <= 143;
        return pseudo || (path.equals("console") && status.major() == 5 && status.minor() == 1);
    }

    public List<String> openedBlockDevices(Guest guest) {
        List<String> opened = new ArrayList<>();
        entries.forEach((path, status) -> {
            if (status.type() == BLOCK
                    && !Opening.forReading(guest, "/dev/" + path).failed()) {
                opened.add("/dev/" + path);
            }
        });
        return opened;
    }

    public String describe() {
        List<String> lines = new ArrayList<>();
        entries.forEach((path, status) -> {
            int type = status.type();
            lines.add(
                    type == CHARACTER || type == BLOCK
                            ? path + " (" + kind(type) + " " + status.major() + ":" + status.minor() + ")"
                            : path);
        });
        return String.join(", ", lines);
    }

    private static String kind(int type) {
        return type == BLOCK ? "block" : "character";
    }
}
