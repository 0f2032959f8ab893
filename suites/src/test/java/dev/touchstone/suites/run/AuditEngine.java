package dev.touchstone.suites.run;

import java.util.List;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;

/** JUnit's own engine, with an audit's session where the suites look for it while their tests run. */
final class AuditEngine implements TestEngine {
    private final TestEngine jupiter = new JupiterTestEngine();
    private final AuditRequest request;
    private final List<SuiteCatalogue.Entry> planned;

    AuditEngine(AuditRequest request, List<SuiteCatalogue.Entry> planned) {
        this.request = request;
        this.planned = planned;
    }

    @Override
    public String getId() {
        return "touchstone-audit"; // JUnit keeps the other one's for itself
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest discovery, UniqueId id) {
        return jupiter.discover(discovery, id);
    }

    @Override
    public void execute(ExecutionRequest execution) {
        try (AuditSession session = AuditSession.boot(request, AuditListener.NONE)) {
            session.expect(planned);
            AuditStore.put(execution.getStore().getParent().orElseThrow(), session);
            jupiter.execute(execution);
        }
    }
}
