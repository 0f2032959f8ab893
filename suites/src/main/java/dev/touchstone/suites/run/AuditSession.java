package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.profile.Property;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything one running audit holds: the sandbox, its spares, and the results so far. */
final class AuditSession implements AutoCloseable {
    /** Each question of the controls has a limit of its own; past this one they are left to the end of their guests. */
    private static final Duration CONTROLS_LIMIT = Duration.ofSeconds(60);

    private final AuditRequest request;
    private final AuditListener listener;
    private final Transcript transcript;
    private final Sandbox sandbox;
    private final Spares spares;
    private final Controls controls;
    private final Thread controlsAhead = new Thread(this::askControlsAhead, "controls");
    private Optional<ScratchMarker> marker = Optional.empty();
    private SandboxProcesses processes;
    private final AgentServers servers = new AgentServers();
    private final long deadline;
    private long counted;
    private final List<CheckResult> results = new ArrayList<>();
    private final Set<Method> reported = new HashSet<>();
    private final Map<Method, String> reasons = new HashMap<>();
    private Map<String, Integer> checksByArea = Map.of();
    private String area;

    private AuditSession(AuditRequest request, AuditListener listener, Sandbox booted) {
        this.request = request;
        this.listener = listener;
        this.transcript = new Transcript();
        this.deadline = System.nanoTime() + request.limit().toNanos();
        this.sandbox = new TracedSandbox(booted, "inside", transcript, deadline);
        this.controlsAhead.setDaemon(true);
        this.controls = new Controls(sandbox.guest(), booted.witness(), booted::outside);
        this.spares =
                new Spares(booted, spare -> new TracedSandbox(spare, "inside another sandbox", transcript, deadline));
    }

    /** Boots the sandbox; the session owns it from then on. */
    static AuditSession boot(AuditRequest request, AuditListener listener) {
        Sandbox booted = request.boot().get();
        try {
            AuditSession session = new AuditSession(request, listener, booted);
            listener.booted(booted.bootMillis());
            return session;
        } catch (RuntimeException | Error e) {
            booted.close();
            throw e;
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Controls controls() {
        return controls;
    }

    Spares spares() {
        return spares;
    }

    /** As they are now; how they are to be seen is found out once. */
    SandboxProcesses processes() {
        processes = processes == null ? SandboxProcesses.of(sandbox) : processes.now();
        return processes;
    }

    ScratchMarker marker() {
        return marker.orElseThrow(() -> new IllegalStateException("no check that looks for scratch was expected"));
    }

    AgentServers servers() {
        return servers;
    }

    Transcript transcript() {
        return transcript;
    }

    AuditListener listener() {
        return listener;
    }

    /** The row that a test verifies. */
    Property property(String id) {
        return request.profile()
                .property(id)
                .orElseThrow(() ->
                        new IllegalStateException("profile " + request.profile().name() + " has no property " + id));
    }

    /** System calls asked inside, the spare sandboxes included. */
    long calls() {
        long around = sandbox.container().map(ContainerLayer::callsAsked).orElse(0L);
        return sandbox.guest().callsAsked() + around + spares.calls();
    }

    /** System calls asked since this was last called: those of one check, its parameters included. */
    long callsSinceLastCheck() {
        long now = calls();
        long since = now - counted;
        counted = now;
        return since;
    }

    /** Says which tests are going to run. */
    void expect(List<SuiteCatalogue.Entry> planned) {
        checksByArea = planned.stream()
                .collect(Collectors.groupingBy(
                        entry -> property(entry.property()).area(), Collectors.summingInt(entry -> 1)));
        if (planned.stream().anyMatch(entry -> entry.takes(ScratchMarker.class))) {
            marker = Optional.of(ScratchMarker.plant(sandbox)); // before another sandbox is there
            transcript.take(); // no check's evidence
        }
        if (planned.stream().anyMatch(entry -> entry.takes(Spares.class) || entry.takes(AgentServers.class))) {
            spares.start();
        }
        planned.stream()
                .filter(entry -> entry.takes(AgentServers.class))
                .findFirst()
                .ifPresent(entry -> startServers(property(entry.property())));
        if (planned.stream().anyMatch(entry -> entry.takes(Controls.class))) {
            controlsAhead.start();
        }
    }

    private void startServers(Property row) {
        servers.startIn(
                row,
                transcript -> ((TracedSandbox) spares.intact()).into(transcript, "inside another sandbox", deadline));
    }

    /** Whatever fails here is asked again by the check that needs it, which then says so. */
    private void askControlsAhead() {
        try {
            controls.askAhead();
            sandbox.witness().swapTotalBytes(); // its library takes long to load
        } catch (RuntimeException e) {
            return;
        }
    }

    /** Tells the listener when a check of another area than the last one's begins. */
    void begin(Property property) {
        if (!property.area().equals(area)) {
            area = property.area();
            listener.areaStarted(area, checksByArea.getOrDefault(area, 0));
        }
    }

    void report(Method test, CheckResult result) {
        reported.add(test);
        results.add(result);
        listener.checked(result);
    }

    /** Remembers why a test ended outside its body, as its message. */
    void broken(Method test, String why) {
        reasons.putIfAbsent(test, why);
    }

    /** Adds a BROKEN result for every planned test that did not report, so that nothing passes by not running. */
    void complete(List<SuiteCatalogue.Entry> planned) {
        for (SuiteCatalogue.Entry entry : planned) {
            if (!reported.contains(entry.method())) {
                String why = reasons.getOrDefault(entry.method(), "the check did not run");
                begin(property(entry.property()));
                report(
                        entry.method(),
                        new CheckResult(
                                entry.property(),
                                entry.readableName(),
                                entry.evidence(),
                                CheckResult.Status.BROKEN,
                                property(entry.property()).claim(),
                                null,
                                why,
                                0,
                                0,
                                List.of()));
            }
        }
    }

    List<CheckResult> results() {
        return List.copyOf(results);
    }

    /** They are asked beside the checks, which may come to an end first; nobody is to be asked who is about to be closed. */
    private void awaitControls() {
        try {
            controlsAhead.join(CONTROLS_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            servers.await();
            awaitControls();
            spares.close();
            marker.ifPresent(each -> each.remove(sandbox));
        } finally {
            sandbox.close();
        }
    }
}
