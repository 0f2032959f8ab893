package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.facts.ProcessTree;
import java.util.ArrayList;
import java.util.List;

/** The processes of a sandbox, read inside, in the roles that the documentation gives them. One reading; not live. */
public final class SandboxProcesses {
    private final Facts facts;
    private final ProcessTree tree;

    private SandboxProcesses(Facts facts, ProcessTree tree) {
        this.facts = facts;
        this.tree = tree;
    }

    /**
     * Reads them now.
     *
     * @throws dev.touchstone.fixtures.facts.FactException when the tree cannot be read
     */
    public static SandboxProcesses of(Sandbox sandbox) {
        Facts facts = new Facts(sandbox.guest());
        ProcessTree.Scope scope =
                ownProcessNamespace(sandbox) ? ProcessTree.Scope.OWN_NAMESPACE : ProcessTree.Scope.HOST_NAMESPACE;
        return new SandboxProcesses(
                facts, new ProcessTree(facts.processes(), sandbox.guest().pid(), scope));
    }

    /** Asked outside: from inside, a process namespace cannot be told from the host's. */
    private static boolean ownProcessNamespace(Sandbox sandbox) {
        Facts outside = sandbox.witness().facts();
        long host = outside.namespaces(outside.guest().pid()).get("pid");
        long inside = outside.namespaces(sandbox.witness().guestProcess()).get("pid");
        return host != inside;
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

    /** Every thread of the payload. */
    public List<ProcessStatus> payloadThreads() {
        List<ProcessStatus> threads = new ArrayList<>();
        for (ProcessStatus process : payload()) {
            threads.addAll(facts.threads(process.pid()));
        }
        return List.copyOf(threads);
    }

    /** The whole tree. */
    public ProcessTree tree() {
        return tree;
    }
}
