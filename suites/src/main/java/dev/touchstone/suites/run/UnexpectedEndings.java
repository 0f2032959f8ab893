package dev.touchstone.suites.run;

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
        String why = result.getThrowable().map(Throwable::toString).orElse("ended without saying how");
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(source -> session.broken(source.getJavaMethod(), why));
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(source -> session.broken(source.getJavaMethod(), "was skipped: " + reason));
    }
}
