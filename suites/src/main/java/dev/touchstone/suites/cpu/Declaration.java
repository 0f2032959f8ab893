package dev.touchstone.suites.cpu;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the kernel declares of a feature of the processor, in both places.
 *
 * @param feature as /proc/cpuinfo spells it
 * @param with numbers of the processors that /proc/cpuinfo lists it for
 * @param processors how many there are
 * @param bit where the auxiliary vector has it, such as "AT_HWCAP bit 3"
 * @param bitSet whether it is set there
 */
record Declaration(String feature, List<String> with, int processors, String bit, boolean bitSet) {
    // include/uapi/linux/auxvec.h
    private static final Map<String, Long> AUXILIARY_TYPES = Map.of("AT_HWCAP", 16L, "AT_HWCAP2", 26L);

    /** Reads both. */
    static Declaration read(Facts facts, String feature, String auxiliary, int bit) {
        List<Map<String, String>> processors = facts.processors();
        List<String> with = new ArrayList<>();
        for (Map<String, String> processor : processors) {
            String features = processor.get("Features");
            if (features == null) {
                throw new FactException("/proc/cpuinfo: no line Features");
            }
            if (List.of(features.split(" ")).contains(feature)) {
                with.add(processor.get("processor"));
            }
        }
        Long word = facts.auxiliaryVector().get(AUXILIARY_TYPES.get(auxiliary));
        if (word == null) {
            throw new FactException("/proc/self/auxv: no entry " + auxiliary);
        }
        return new Declaration(feature, with, processors.size(), auxiliary + " bit " + bit, (word >>> bit & 1) == 1);
    }

    /** Whether it is declared for every processor and in the auxiliary vector. */
    boolean complete() {
        return bitSet && with.size() == processors;
    }

    /** Whether it is declared nowhere. */
    boolean absent() {
        return !bitSet && with.isEmpty();
    }

    /** Both as a phrase. */
    String describe() {
        String listed = with.size() == processors
                ? "every processor"
                : with.isEmpty() ? "no processor" : "the processors " + with + " of " + processors;
        return "/proc/cpuinfo lists " + feature + " for " + listed + ", " + bit + " is " + (bitSet ? "set" : "clear");
    }
}
