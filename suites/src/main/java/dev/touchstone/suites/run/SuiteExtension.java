package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.recording.NotRecordedException;
import dev.touchstone.fixtures.witness.UnseenException;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.profile.Property;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Gives a test its sandbox and its check, and turns how it ended into a {@link CheckResult}: an {@link AssertionError}
 * is a violation, anything else that is thrown says nothing about the sandbox and leaves the check broken. JUnit hears the same, with
 * the whole message: {@link AssertionFailedError}, {@link UndeterminedException}, or {@link TestAbortedException} for what is not
 * applicable.
 */
public final class SuiteExtension implements ParameterResolver, InvocationInterceptor {
    private static final Map<Class<?>, Function<AuditSession, Object>> GIVEN = Map.of(
            Sandbox.class,
            AuditSession::sandbox,
            Guest.class,
            session -> session.sandbox().guest(),
            Facts.class,
            session -> new Facts(session.sandbox().guest()),
            SandboxProcesses.class,
            AuditSession::processes,
            Controls.class,
            AuditSession::controls,
            Spares.class,
            AuditSession::spares,
            ScratchMarker.class,
            AuditSession::marker,
            AgentServers.class,
            AuditSession::servers,
            ContainerLayer.class,
            session -> session.sandbox()
                    .container()
                    .orElseThrow(() -> new UndeterminedException("this sandbox is in no container that is known")));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Check.class || GIVEN.containsKey(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Check.class ? check(context) : GIVEN.get(type).apply(AuditStore.get(context));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        AuditSession session = AuditStore.get(context);
        RunningCheck check = check(context);
        session.begin(check.property());
        long start = System.nanoTime();
        CheckResult.Status status = CheckResult.Status.PASSED;
        String message = null;
        String finding = null;
        Throwable ending = null;
        try {
            requireProcessor(check.property(), session);
            invocation.proceed();
        } catch (AssertionError e) {
            status = CheckResult.Status.FAILED;
            finding = String.valueOf(e.getMessage());
            message = check.violation(finding);
            ending = new AssertionFailedError(message, e);
        } catch (NotApplicableException e) {
            status = CheckResult.Status.NOT_APPLICABLE;
            message = e.getMessage();
            ending = new TestAbortedException(message, e);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // whatever it is, it is an answer about the harness, not about the sandbox
            status = CheckResult.Status.BROKEN;
            message = undetermined(e);
            ending = new UndeterminedException(message, e);
        }
        double millis = (System.nanoTime() - start) / 1e6;
        SuiteCatalogue.Entry entry = entry(test.getExecutable());
        session.report(
                test.getExecutable(),
                new CheckResult(
                        entry.property(),
                        entry.readableName(),
                        entry.evidence(),
                        status,
                        check.expectedText(),
                        check.observedText(finding),
                        message,
                        millis,
                        session.callsSinceLastCheck(),
                        evidence(check, session)));
        if (ending != null) {
            throw ending;
        }
    }

    /** What the profile says can be seen on another processor only is not asked here. */
    private static void requireProcessor(Property property, AuditSession session) {
        if (property.notSeenOnOtherProcessors().isEmpty()) {
            return;
        }
        Sandbox sandbox = session.sandbox();
        property.notSeenOn(sandbox.target().boot().kind(), sandbox.guest().architecture())
                .ifPresent(reason -> {
                    throw new NotApplicableException(reason);
                });
    }

    private static List<CheckResult.Attachment> evidence(RunningCheck check, AuditSession session) {
        List<CheckResult.Attachment> attachments = new ArrayList<>(check.attachments());
        String asked = session.transcript().take();
        if (!asked.isEmpty()) {
            attachments.add(new CheckResult.Attachment("asked and answered", asked));
        }
        return attachments;
    }

    /** The message of a check that ended with this. */
    static String undetermined(Throwable e) {
        return "could not be determined: " + describe(e);
    }

    private static String describe(Throwable e) {
        boolean expected = e instanceof dev.touchstone.fixtures.guest.GuestException
                || e instanceof dev.touchstone.fixtures.facts.FactException
                || e instanceof BootException
                || e instanceof NotRecordedException
                || e instanceof UnseenException
                || e instanceof UndeterminedException;
        return expected ? e.getMessage() : e.toString();
    }

    private static SuiteCatalogue.Entry entry(Method test) {
        Verifies verifies = test.getAnnotation(Verifies.class);
        return new SuiteCatalogue.Entry(verifies.value(), verifies.by(), test.getDeclaringClass(), test);
    }

    /** One check for each test method, made when it is first asked for. */
    private static RunningCheck check(ExtensionContext context) {
        Method test = context.getRequiredTestMethod();
        AuditSession session = AuditStore.get(context);
        return context.getStore(ExtensionContext.Namespace.create(SuiteExtension.class, test))
                .getOrComputeIfAbsent(
                        RunningCheck.class,
                        key -> new RunningCheck(session.property(
                                test.getAnnotation(Verifies.class).value())),
                        RunningCheck.class);
    }
}
