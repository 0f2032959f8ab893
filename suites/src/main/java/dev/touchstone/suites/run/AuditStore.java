package dev.touchstone.suites.run;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;

/** Hands the audit's session to the extension through JUnit's session store, so that nothing static is needed. */
final class AuditStore {
    private static final String NAME = "dev.touchstone";

    private AuditStore() {}

    static void put(NamespacedHierarchicalStore<Namespace> store, AuditSession session) {
        store.put(Namespace.create(NAME), AuditSession.class, session);
    }

    static AuditSession get(ExtensionContext context) {
        AuditSession session = context.getStore(
                        ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(NAME))
                .get(AuditSession.class, AuditSession.class);
        if (session == null) {
            throw new IllegalStateException("suites run inside an audit: use `touchstone audit` or `mvn verify`");
        }
        return session;
    }
}
