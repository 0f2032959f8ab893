package dev.touchstone.suites.run;

import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Records tests that end outside their own body, where {@link SuiteExtension} does not see it: a suite that cannot be
 * constructed, a parameter that cannot be given, a skipped test. Each is BROKEN, so that nothing passes by not running.
 */
final class UnexpectedEndings implements TestExecutionListener {
    private final AuditSession session;

    UnexpectedEndings(AuditSession session) {
        this.session = session;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String why = result.getThrowable().map(UnexpectedEndings::reason).orElse("the check ended without saying how");
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(source -> session.broken(source.getJavaMethod(), why));
    }

    /** A parameter that cannot be given because a fact cannot be read is that fact's trouble, not the parameter's. */
    private static String reason(Throwable thrown) {
        return thrown instanceof ParameterResolutionException && thrown.getCause() != null
                ? SuiteExtension.undetermined(thrown.getCause())
                : "the check " + thrown;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(source -> session.broken(source.getJavaMethod(), "the check was skipped: " + reason));
    }
}
