package dev.touchstone.suites.isolation;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.DescriptorTables;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.Facts.FileStatus;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.facts.OpenFile.Access;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.run.SandboxProcesses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who outside the sandbox has something open that its processes have open, too. Each question is asked only when what is seen
 * inside leaves it open. Processes that the witness may not look into are none of those who are known to.
 */
final class OutsideHolders {
    private static final int MOST_ANCESTORS = 64;

    private final Sandbox sandbox;
    private final Facts outside;
    private final Collection<ProcessStatus> inside;
    private Optional<List<Holder>> launch = Optional.empty();
    private Optional<List<Holder>> harness = Optional.empty();
    private Optional<List<Holder>> strangers = Optional.empty();

    /** @param inside the sandbox's processes, as it sees them itself */
    OutsideHolders(Sandbox sandbox, Collection<ProcessStatus> inside) {
        this.sandbox = sandbox;
        this.outside = sandbox.witness().facts();
        this.inside = inside;
    }

    /**
     * A descriptor of a process outside.
     *
     * @param target what its link in /proc/PID/fd says
     */
    record Holder(int pid, int number, String target) {
        String link() {
            return "/proc/" + pid + "/fd/" + number;
        }
    }

    /**
     * Whether the harness, or who started the sandbox for it, holds an end of a pipe at which that of the sandbox arrives.
     *
     * @param access what the sandbox's end is open for
     */
    boolean launchHoldsOtherEnd(String pipe, Access access) {
        return anyOpposite(ofHarness(), pipe, access) || anyOpposite(ofLaunch(), pipe, access);
    }

    private boolean anyOpposite(List<Holder> holders, String pipe, Access access) {
        return holders.stream()
                .filter(holder -> holder.target().equals(pipe))
                .anyMatch(
                        holder -> accessOf(holder).filter(access::isOppositeOf).isPresent());
    }

    private Optional<Access> accessOf(Holder holder) {
        try {
            return Optional.of(outside.openFile(holder.pid(), holder.number()).access());
        } catch (FactException e) {
            if (unreadable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether the harness, or who started the sandbox for it, holds this very socket. */
    boolean launchHolds(String socket) {
        return ofHarness().stream().anyMatch(holder -> holder.target().equals(socket))
                || ofLaunch().stream().anyMatch(holder -> holder.target().equals(socket));
    }

    /** Who outside holds a pipe, at whichever end; as "process 7 (cat)". */
    Optional<String> holderOf(String pipe) {
        return ofStrangers().stream()
                .filter(holder -> holder.target().equals(pipe))
                .findFirst()
                .map(this::named);
    }

    /** Who outside holds this very file, which goes by this name in /proc/PID/fd; as "process 7 (cat)". */
    Optional<String> holderOf(String target, FileStatus file) {
        List<Holder> candidates = ofStrangers().stream()
                .filter(holder -> holder.target().equals(target))
                .toList();
        FileStatuses files = outside.fileStatusesFollowed(
                candidates.stream().map(Holder::link).toList());
        return candidates.stream()
                .filter(holder -> files.of(holder.link())
                        .filter(found -> found.device() == file.device() && found.inode() == file.inode())
                        .isPresent())
                .findFirst()
                .map(this::named);
    }

    private String named(Holder holder) {
        try {
            return "process " + holder.pid() + " ("
                    + outside.status(holder.pid()).name() + ")";
        } catch (FactException e) {
            if (unreadable(e)) {
                return "process " + holder.pid();
            }
            throw e;
        }
    }

    private List<Holder> ofHarness() {
        if (harness.isEmpty()) {
            harness = Optional.of(held(Set.of(Math.toIntExact(sandbox.witness().harness()))));
        }
        return harness.get();
    }

    /** Of the launcher, of everybody between it and the sandbox, and of what it has started and keeps outside. */
    private List<Holder> ofLaunch() {
        if (launch.isEmpty()) {
            Witness witness = sandbox.witness();
            Set<Integer> members = new LinkedHashSet<>();
            members.add(Math.toIntExact(witness.launcher()));
            int next = witness.guestProcess();
            for (int i = 0; i < MOST_ANCESTORS && next > 1 && next != witness.harness(); i++) {
                members.add(next);
                next = outside.status(next).parent();
            }
            members.addAll(witness.processes());
            members.removeAll(ownProcesses());
            launch = Optional.of(held(members));
        }
        return launch.get();
    }

    private List<Holder> ofStrangers() {
        if (strangers.isEmpty()) {
            Set<Integer> members = new LinkedHashSet<>(outside.processIds());
            members.removeAll(ownProcesses());
            strangers = Optional.of(held(members));
        }
        return strangers.get();
    }

    /** The sandbox's processes by the ids that they have outside. Without a process namespace they have the same ones inside. */
    private Set<Integer> ownProcesses() {
        Set<Integer> own = new LinkedHashSet<>();
        SandboxProcesses.seenOutside(sandbox).forEach(process -> own.add(process.pid()));
        if (sandbox.guest().pid() == sandbox.witness().guestProcess()) {
            inside.forEach(process -> own.add(process.pid()));
        }
        return own;
    }

    private List<Holder> held(Set<Integer> pids) {
        DescriptorTables tables = outside.descriptors(pids);
        List<Holder> holders = new ArrayList<>();
        for (int pid : pids) {
            try {
                new TreeMap<>(tables.of(pid)).forEach((number, target) -> holders.add(new Holder(pid, number, target)));
            } catch (FactException e) {
                if (!unreadable(e)) {
                    throw e;
                }
            }
        }
        return holders;
    }

    private static boolean unreadable(FactException e) {
        return SandboxProcesses.ended(e) || e.isErrno(Errno.EACCES) || e.isErrno(Errno.EPERM);
    }
}
