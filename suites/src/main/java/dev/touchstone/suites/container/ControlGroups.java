package dev.touchstone.suites.container;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The limits that a process reads off the control groups mounted in its container: version 2 as one tree, or version 1 as one for
 * each controller (Documentation/admin-guide/cgroup-v2.rst and cgroup-v1 of the kernel).
 */
final class ControlGroups {
    private static final String ROOT = "/sys/fs/cgroup";
    private static final int MAX_FILE = 4096;
    /** What version 1 shows for no limit: the largest multiple of a page, whatever the page's size. */
    private static final long UNLIMITED = Long.MAX_VALUE - 0xffff;

    private final Facts facts;
    private final boolean second;

    private ControlGroups(Facts facts, boolean second) {
        this.facts = facts;
        this.second = second;
    }

    static ControlGroups of(Facts facts) {
        return new ControlGroups(
                facts, facts.fileStatus(ROOT + "/cgroup.controllers").isPresent());
    }

    /** In bytes; empty for none. */
    OptionalLong memoryLimit() {
        return second ? number("/memory.max") : number("/memory/memory.limit_in_bytes");
    }

    /**
     * How much may be swapped out, in bytes; empty for no limit.
     *
     * @throws FactException where this kernel does not count swap for each control group
     */
    OptionalLong swapLimit() {
        if (second) {
            return number("/memory.swap.max");
        }
        OptionalLong both = number("/memory/memory.memsw.limit_in_bytes");
        OptionalLong memory = memoryLimit();
        return both.isEmpty() ? both : OptionalLong.of(Math.max(0, both.getAsLong() - memory.orElse(0)));
    }

    /** In processors' worth of time; empty for no limit. */
    OptionalDouble processorQuota() {
        if (second) {
            String[] fields = text("/cpu.max").orElse("max").split("\\s+");
            return fields.length < 2 || fields[0].equals("max")
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(fields[0]) / Double.parseDouble(fields[1]));
        }
        OptionalLong quota = number("/cpu/cpu.cfs_quota_us");
        OptionalLong period = number("/cpu/cpu.cfs_period_us");
        return quota.isEmpty() || quota.getAsLong() < 0 || period.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) quota.getAsLong() / period.getAsLong());
    }

    private OptionalLong number(String file) {
        String text = text(file)
                .orElseThrow(() -> new FactException(
                        "the container does not show " + ROOT + file + ", which would tell the limit"));
        if (text.equals("max")) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text);
            return number >= UNLIMITED ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            throw new FactException(ROOT + file + " holds no number: " + text);
        }
    }

    private Optional<String> text(String file) {
        try {
            return Optional.of(new String(facts.file(ROOT + file, MAX_FILE), StandardCharsets.US_ASCII).strip());
        } catch (FactException e) {
            if (e.errno().isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
