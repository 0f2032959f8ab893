package dev.touchstone.suites.privileges;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.InstalledFilters;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.seccomp.FilterStack;
import dev.touchstone.fixtures.witness.UnseenException;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.UndeterminedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filters that are installed on the main process and all that it started, read from outside.
 *
 * @param processes by the programs that they run under: those that run under the same ones
 */
record PayloadFilters(Map<FilterStack, List<ProcessStatus>> processes) {
    private static final int FILTERED = 2; // Seccomp: of man 5 proc_pid_status

    /**
     * Reads them now; a process that ends meanwhile is left out.
     *
     * @throws UnseenException when there is nobody outside
     * @throws UndeterminedException when nobody outside can read them, with the reason
     */
    static PayloadFilters of(Sandbox sandbox, SandboxProcesses inside) {
        Witness witness = sandbox.witness();
        witness.absence().ifPresent(absence -> {
            throw new UnseenException(absence);
        });
        Map<Integer, ProcessStatus> payload = payload(sandbox, inside);
        List<Integer> filtered = payload.entrySet().stream()
                .filter(each -> each.getValue().seccompMode() == FILTERED)
                .map(Map.Entry::getKey)
                .toList();
        Map<Integer, FilterStack> read = read(witness, filtered);
        if (filtered.contains(witness.guestProcess()) && !read.containsKey(witness.guestProcess())) {
            throw new UndeterminedException("the main process has ended");
        }
        Map<FilterStack, List<ProcessStatus>> processes = new LinkedHashMap<>();
        payload.forEach((process, status) -> {
            FilterStack stack = filtered.contains(process) ? read.get(process) : new FilterStack(List.of());
            if (stack != null) {
                processes.computeIfAbsent(stack, key -> new ArrayList<>()).add(status);
            }
        });
        return new PayloadFilters(processes);
    }

    private static Map<Integer, FilterStack> read(Witness witness, List<Integer> processes) {
        try {
            return new InstalledFilters(witness.privileged()).of(processes);
        } catch (FactException e) {
            if (Stream.of(Errno.EPERM, Errno.EACCES, Errno.EINVAL).noneMatch(e::isErrno)) {
                throw e;
            }
            throw new UndeterminedException("the installed filters cannot be read (" + e.getMessage()
                    + "): it takes root on this machine, who runs under no filter, and a kernel with"
                    + " CONFIG_CHECKPOINT_RESTORE");
        }
    }

    /** As they are seen inside, by their ids outside. */
    private static Map<Integer, ProcessStatus> payload(Sandbox sandbox, SandboxProcesses inside) {
        Map<Integer, ProcessStatus> payload = new LinkedHashMap<>();
        payload.put(sandbox.witness().guestProcess(), inside.main());
        if (inside.payload().size() == 1) {
            return payload;
        }
        Map<Integer, ProcessStatus> byId =
                inside.payload().stream().collect(Collectors.toMap(ProcessStatus::pid, each -> each));
        List<ProcessStatus> outside = SandboxProcesses.seenOutside(sandbox);
        int level = outside.stream()
                .filter(each -> each.pid() == sandbox.witness().guestProcess())
                .mapToInt(each -> each.namespacePids().size() - 1)
                .findFirst()
                .orElse(0);
        for (ProcessStatus each : outside) {
            List<Integer> ids = each.namespacePids();
            if (level < ids.size() && byId.containsKey(ids.get(level))) {
                payload.putIfAbsent(each.pid(), byId.get(ids.get(level)));
            }
        }
        return payload;
    }
}
