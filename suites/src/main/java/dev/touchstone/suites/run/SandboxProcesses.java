package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.InitialNamespaces;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.facts.ProcessTree;
import dev.touchstone.fixtures.guest.Errno;
import java.util.ArrayList;
import java.util.List;

/** The processes of a sandbox, read inside, in the roles that the documentation gives them. One reading; not live. */
public final class SandboxProcesses {
    private final Facts facts;
    private final int self;
    private final ProcessTree.Scope scope;
    private final ProcessTree tree;

    private SandboxProcesses(Facts facts, int self, ProcessTree.Scope scope) {
        this.facts = facts;
        this.self = self;
        this.scope = scope;
        // A zombie has neither descriptors nor memory, and nobody below it; it does nothing any more.
        this.tree = new ProcessTree(
                facts.processes().stream().filter(process -> !process.ended()).toList(), self, scope);
    }

    /**
     * Reads them now.
     *
     * @throws dev.touchstone.fixtures.facts.FactException when the tree cannot be read
     */
    public static SandboxProcesses of(Sandbox sandbox) {
        Facts facts = new Facts(sandbox.guest());
        int self = facts.self();
        // A /proc of another namespace shows that one's processes, whichever namespace the sandbox is in.
        boolean ownProc = self == sandbox.guest().pid();
        ProcessTree.Scope scope = ownProc && ownProcessNamespace(sandbox)
                ? ProcessTree.Scope.OWN_NAMESPACE
                : ProcessTree.Scope.HOST_NAMESPACE;
        return new SandboxProcesses(facts, self, scope);
    }

    /** Reads them anew: a process may have become another by execve(2), and may have gained or dropped privileges. */
    SandboxProcesses now() {
        return new SandboxProcesses(facts, self, scope);
    }

    /**
     * The same processes as the host sees them, where none can hide from a reader that shares its namespaces; one that has ended
     * meanwhile is left out. Those that the launch keeps outside are none of them.
     */
    public static List<ProcessStatus> seenOutside(Sandbox sandbox) {
        Facts outside = sandbox.witness().facts();
        int main = sandbox.witness().guestProcess();
        List<ProcessStatus> all = new ArrayList<>();
        for (int pid : sandbox.witness().processes()) {
            try {
                ProcessStatus status = outside.status(pid);
                if (status.namespacePids().size() > 1 || pid == main) {
                    all.add(status);
                }
            } catch (FactException e) {
                if (!ended(e)) {
                    throw e;
                }
            }
        }
        return all;
    }

    /** Asked outside: from inside, a process namespace cannot be told from the host's. */
    private static boolean ownProcessNamespace(Sandbox sandbox) {
        if (sandbox.witness().absence().isPresent()) {
            return ownProcessNamespaceUnseen(sandbox);
        }
        Facts outside = sandbox.witness().facts();
        long host = outside.namespaces(outside.guest().pid()).get("pid");
        long inside = outside.namespaces(sandbox.witness().guestProcess()).get("pid");
        return host != inside;
    }

    /**
     * Where there is nobody outside: what an engine has started is in a process namespace of its container's, unless it was told
     * otherwise, and so is every sandbox in that container.
     */
    private static boolean ownProcessNamespaceUnseen(Sandbox sandbox) {
        if (InitialNamespaces.of(new Facts(sandbox.guest())).contains("pid")) {
            return false;
        }
        ContainerLayer container = sandbox.container()
                .orElseThrow(() ->
                        new UndeterminedException(sandbox.witness().absence().orElseThrow()));
        String mode = container.facts().pidMode();
        if (mode.isEmpty() || mode.equals("private")) {
            return true;
        }
        if (container.alone()) {
            return false;
        }
        throw new UndeterminedException("the container shares a process namespace (" + mode
                + "), and whether the sandbox in it does cannot be told: "
                + sandbox.witness().absence().orElseThrow());
    }

    /** The main process: the one that the executor runs as. */
    public ProcessStatus main() {
        return tree.main();
    }

    /** Every process of the sandbox. */
    public List<ProcessStatus> all() {
        return tree.sandbox();
    }

    /** What the sandbox is there to hold: the main process and all that is neither its ancestor nor a tunnel. */
    public List<ProcessStatus> payload() {
        return tree.payload();
    }

    /** Every thread of the payload; those of a process that has ended meanwhile are left out. */
    public List<ProcessStatus> payloadThreads() {
        List<ProcessStatus> threads = new ArrayList<>();
        for (ProcessStatus process : payload()) {
            try {
                threads.addAll(facts.threads(process.pid()));
            } catch (FactException e) {
                if (!ended(e)) {
                    throw e;
                }
            }
        }
        return List.copyOf(threads);
    }

    /** Whether a fact of a process could not be read because the process has ended since it was listed. */
    public static boolean ended(FactException e) {
        return e.isErrno(Errno.ENOENT) || e.isErrno(Errno.ESRCH);
    }

    /**
     * Whether a fact of a process could not be read because the process has ended since it was listed, as a zombie included, whose
     * directory in /proc is closed.
     */
    public boolean ended(ProcessStatus process, FactException e) {
        if (ended(e)) {
            return true;
        }
        if (!e.isErrno(Errno.EACCES) && !e.isErrno(Errno.EPERM)) {
            return false;
        }
        try {
            return facts.status(process.pid()).ended();
        } catch (FactException gone) {
            return ended(gone);
        }
    }

    /** The whole tree. */
    public ProcessTree tree() {
        return tree;
    }
}
