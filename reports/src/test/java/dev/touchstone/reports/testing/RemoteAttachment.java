package dev.touchstone.reports.testing;

import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Verdict;
import java.util.Arrays;
import org.testcontainers.containers.GenericContainer;

/** Starts a container by the engine that the environment names, audits it, and says what became of each property. */
public final class RemoteAttachment {
    private RemoteAttachment() {}

    /** @param arguments an image, then areas or ids */
    public static void main(String... arguments) {
        String[] only = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (GenericContainer<?> container = new GenericContainer<>(arguments[0])) {
            container.withCommand("sleep", "600").withNetworkMode("none").start();
            Verdict verdict = ContainerAudit.of(container).only(only).run();
            for (JudgedProperty property : verdict.properties()) {
                System.out.println(property.id() + " " + property.outcome());
            }
        }
    }
}
