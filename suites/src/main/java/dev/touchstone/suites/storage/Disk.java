package dev.touchstone.suites.storage;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Mount;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A disk as sysfs describes it.
 *
 * @param path its directory below /sys, which names everything between the machine and the disk
 * @param bytes of the whole disk, also where a partition of it is mounted
 */
record Disk(String path, long bytes) {
    private static final int SECTOR = 512; // the unit of "size", whatever the disk's own is: block/genhd.c
    private static final int NUMBER_LIMIT = 64;

    /** The disk with the file system of this mount; an error for one that is on no disk. */
    static Disk of(Facts facts, Mount mount) {
        String device = "/sys/dev/block/" + mount.major() + ":" + mount.minor();
        String path = facts.link(device).replaceFirst("^(\\.\\./)*", "/sys/");
        // Only a partition has this file; its disk is the directory above.
        boolean partition = facts.fileStatus(device + "/partition").isPresent();
        if (partition) {
            path = path.substring(0, path.lastIndexOf('/'));
        }
        String size = device + (partition ? "/../size" : "/size");
        return new Disk(path, sectors(size, facts.file(size, NUMBER_LIMIT)) * SECTOR);
    }

    private static long sectors(String file, byte[] content) {
        String number = new String(content, StandardCharsets.US_ASCII).strip();
        if (!number.matches("[0-9]{1,15}")) {
            throw new FactException(file + ": not a number of sectors");
        }
        return Long.parseLong(number);
    }

    /** How the machine reaches it: nvme, virtio, usb, ata, or block for anything else. */
    String transport() {
        List<String> steps = Arrays.asList(path.split("/"));
        if (steps.contains("nvme") || steps.contains("nvme-subsystem")) {
            return "nvme";
        }
        for (String transport : List.of("virtio", "usb", "ata")) {
            if (steps.stream().anyMatch(step -> step.matches(transport + "[0-9]+"))) {
                return transport;
            }
        }
        return "block";
    }

    String describe() {
        return "a disk of " + bytes + " bytes by " + transport() + " (" + path + ")";
    }
}
