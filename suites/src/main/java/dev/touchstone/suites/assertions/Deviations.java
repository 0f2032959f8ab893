package dev.touchstone.suites.assertions;

import dev.touchstone.fixtures.facts.CapabilitySet;
import dev.touchstone.fixtures.facts.ProcessStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What of a process or thread is not as it should be: a phrase that goes on from its name, or nothing. */
public final class Deviations {
    private static final int MOST_NAMED = 20;

    private Deviations() {}

    /** The effective, permitted, inheritable and ambient sets should be empty. The bounding set is another property. */
    public static Optional<String> capabilities(ProcessStatus process) {
        ProcessStatus.Capabilities sets = process.capabilities();
        List<String> held = new ArrayList<>();
        held("CapEff", sets.effective()).ifPresent(held::add);
        held("CapPrm", sets.permitted()).ifPresent(held::add);
        held("CapInh", sets.inheritable()).ifPresent(held::add);
        held("CapAmb", sets.ambient()).ifPresent(held::add);
        return when(!held.isEmpty(), "holds capabilities: " + String.join(", ", held));
    }

    /** Nothing should be to be gained by executing a file with capabilities. */
    public static Optional<String> boundingSet(ProcessStatus process) {
        return held("CapBnd", process.capabilities().bounding()).map(held -> "could gain capabilities: " + held);
    }

    /** No setuid program or file capability should give it anything (man 2 PR_SET_NO_NEW_PRIVS). */
    public static Optional<String> noNewPrivileges(ProcessStatus process) {
        return when(!process.noNewPrivileges(), "has NoNewPrivs: 0, so that a setuid program could give it privileges");
    }

    /** A seccomp filter should be in force. */
    public static Optional<String> seccomp(ProcessStatus process) {
        return when(
                process.seccompMode() != 2,
                "runs with Seccomp: " + process.seccompMode() + " where 2 (filter) is documented");
    }

    /**
     * Exactly this many filters should be in force.
     *
     * @throws IllegalStateException where the kernel does not say how many (before Linux 5.9)
     */
    public static Optional<String> seccompFilters(ProcessStatus process, int expected) {
        int filters = process.seccompFilters()
                .orElseThrow(() -> new IllegalStateException("this kernel does not say how many filters there are"));
        return when(
                filters != expected,
                "runs under " + filters + (filters == 1 ? " seccomp filter" : " seccomp filters")
                        + " where the documented number is " + expected);
    }

    /**
     * All four user ids and all four group ids should be one and the same ordinary id, without further groups. An engine that lists
     * the group among the supplementary ones (as Docker does since 20.10.18) gives nothing further by it.
     */
    public static Optional<String> ordinaryUser(ProcessStatus process) {
        long id = process.uids().get(0);
        boolean one = process.uids().stream().allMatch(uid -> uid == id)
                && process.gids().stream().allMatch(gid -> gid == id);
        if (!one || id <= 1000) {
            return Optional.of("runs as uid " + process.uids() + " and gid " + process.gids()
                    + " (real, effective, saved, file system) where one id above 1000 is documented");
        }
        List<Long> further =
                process.groups().stream().filter(group -> group != id).toList();
        return when(!further.isEmpty(), "belongs to further groups: " + further);
    }

    /**
     * Every process that deviates, in one line; those that deviate alike are named together. Empty when none does.
     *
     * @param deviation what of a process deviates
     */
    public static Optional<String> among(
            Collection<ProcessStatus> processes, Function<ProcessStatus, Optional<String>> deviation) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (ProcessStatus process : processes) {
            deviation
                    .apply(process)
                    .ifPresent(phrase -> alike.computeIfAbsent(phrase, key -> new ArrayList<>())
                            .add(name(process)));
        }
        List<String> phrases = new ArrayList<>();
        alike.forEach((phrase, names) -> phrases.add(together(names) + " " + phrase));
        return alike.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", phrases));
    }

    private static String together(List<String> names) {
        if (names.size() == 1) {
            return names.get(0);
        }
        String some = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED)));
        int more = names.size() - MOST_NAMED;
        return "each of " + (more > 0 ? some + " and " + more + " more" : some);
    }

    /** "process 5 (claude)", "thread 9 of process 5 (claude)". */
    static String name(ProcessStatus process) {
        String group = "process " + process.threadGroup() + " (" + process.name() + ")";
        return process.pid() == process.threadGroup() ? group : "thread " + process.pid() + " of " + group;
    }

    private static Optional<String> held(String label, CapabilitySet set) {
        return set.isEmpty() ? Optional.empty() : Optional.of(label + " " + set);
    }

    private static Optional<String> when(boolean deviates, String phrase) {
        return deviates ? Optional.of(phrase) : Optional.empty();
    }
}
