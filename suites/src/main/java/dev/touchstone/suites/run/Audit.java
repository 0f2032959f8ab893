package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.guest.RecordingException;
import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.suites.profile.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One audit: boots the sandbox, runs the tests of every judged property on JUnit, and says what each came to. */
public final class Audit {
    private final SuiteCatalogue catalogue;

    public Audit(SuiteCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Runs to the end, whatever the sandbox does; a guest that stops answering leaves checks BROKEN, not missing.
     *
     * @throws BootException when the sandbox does not come up, or the machine that it runs on is lost meanwhile
     */
    public AuditRun run(AuditRequest request, AuditListener listener) {
        return run(request, Set.of(), listener);
    }

    private AuditRun run(AuditRequest request, Set<String> lookedFor, AuditListener listener) {
        Instant started = Instant.now();
        long start = System.nanoTime();
        List<SuiteCatalogue.Entry> planned = Judged.by(catalogue, request);
        try (LauncherSession junit = LauncherFactory.openSession(config())) {
            // JUnit finds the tests while the sandbox boots.
            CompletableFuture<TestPlan> discovered =
                    CompletableFuture.supplyAsync(() -> junit.getLauncher().discover(discovery(planned)));
            try (AuditSession session = AuditSession.boot(request, listener)) {
                long booted = System.nanoTime();
                session.expect(planned);
                AuditStore.put(junit.getStore(), session);
                junit.getLauncher().execute(discovered.join(), new UnexpectedEndings(session));
                session.complete(planned);
                long end = System.nanoTime();
                Sandbox sandbox = session.sandbox();
                sandbox.lost().ifPresent(how -> {
                    throw new BootException("the audit could not be finished: the machine of the target "
                            + request.target().name() + " is lost: " + how);
                });
                AuditRun all = new AuditRun(
                        request.target(),
                        sandbox.digest().orElse(request.digest()),
                        request.profile(),
                        started,
                        Duration.ofNanos(end - start),
                        sandbox.bootMillis(),
                        (end - booted) / 1e6,
                        session.calls(),
                        session.results(),
                        sandbox.notes(),
                        request.only(),
                        sandbox.launchLog());
                AuditRun run = all.limitedTo(lookedFor);
                listener.ended(run);
                return run;
            } finally {
                discovered.handle((plan, failure) -> plan).join(); // not to be cut off by the end of its session
            }
        }
    }

    /**
     * Asks a recording in place of a sandbox. Everything that was asked then is asked again, in the same order, whatever is looked for:
     * questions in the same words, such as those for what comes from a connection, are answered in the order in which they were.
     *
     * @param only areas or property ids that are looked for; empty for all
     * @throws RecordingException when the recorded audit was limited to others than any of these
     */
    public AuditRun replay(ReplayedAudit replay, Profile profile, Set<String> only, AuditListener listener) {
        replay.only()
                .filter(recorded -> !recorded.isEmpty())
                .ifPresent(recorded -> requireRecorded(replay.file(), recorded, profile, only));
        AuditRequest request = new AuditRequest(
                replay.target(), replay.digest(), profile, replay.only().orElse(only), replay::sandbox);
        return run(request, only, listener);
    }

    /** What is not in it could only be said to be missing, property by property. */
    private static void requireRecorded(Path file, Set<String> recorded, Profile profile, Set<String> only) {
        List<String> missing = only.stream()
                .filter(word -> profile.properties().stream()
                        .filter(property -> property.isIn(Set.of(word)))
                        .noneMatch(property -> property.isIn(recorded)))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new RecordingException("the recording " + file + " is limited to "
                    + String.join(", ", new TreeSet<>(recorded)) + "; " + String.join(", ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " not in it: look for what is, or record it anew");
        }
    }

    /** These tests and no others, in the order of an audit. */
    static LauncherDiscoveryRequest discovery(List<SuiteCatalogue.Entry> planned) {
        LauncherDiscoveryRequestBuilder discovery = request()
                .configurationParameter(
                        "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$OrderAnnotation")
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$OrderAnnotation")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false");
        for (SuiteCatalogue.Entry entry : planned) {
            discovery.selectors(DiscoverySelectors.selectMethod(entry.suite(), entry.method()));
        }
        return discovery.build();
    }

    /** What a system property or a junit-platform.properties on the class path says is for other tests, such as to run none of them. */
    private static LauncherDiscoveryRequestBuilder request() {
        return LauncherDiscoveryRequestBuilder.request().enableImplicitConfigurationParameters(false);
    }

    /** Whatever engines, listeners and extensions lie on the class path stay out. */
    private static LauncherConfig config() {
        return LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
    }

    /**
     * Runs a test that does nothing. To be called on another thread, while the caller still reads files or waits for a
     * sandbox: loading JUnit then is not part of the first audit's time.
     */
    public static void rehearse() {
        try (LauncherSession launcher = LauncherFactory.openSession(config())) {
            launcher.getLauncher()
                    .execute(request()
                            .selectors(DiscoverySelectors.selectClass(Rehearsed.class))
                            .build());
        }
    }

    static final class Rehearsed {
        @Test
        void nothing() {}
    }
}
