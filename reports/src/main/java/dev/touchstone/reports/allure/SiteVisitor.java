package dev.touchstone.reports.allure;

import io.qameta.allure.DefaultLaunchResults;
import io.qameta.allure.core.LaunchResults;
import io.qameta.allure.core.ResultsVisitor;
import io.qameta.allure.entity.Attachment;
import io.qameta.allure.entity.TestResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Collects results that we wrote ourselves: every attachment is plain text, so that nothing has to be detected. Allure reads
 * results in parallel.
 */
final class SiteVisitor implements ResultsVisitor {
    private final Queue<TestResult> results = new ConcurrentLinkedQueue<>();
    private final Map<Path, Attachment> attachments = new ConcurrentHashMap<>();
    private final Map<String, Object> extra = new ConcurrentHashMap<>();

    @Override
    public Attachment visitAttachmentFile(Path file) {
        return attachments.computeIfAbsent(file, SiteVisitor::attachment);
    }

    private static Attachment attachment(Path file) {
        String name = file.getFileName().toString();
        try {
            return new Attachment()
                    .setUid(name.substring(0, name.indexOf('.')))
                    .setName(name)
                    .setSource(name)
                    .setType("text/plain")
                    .setSize(Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void visitTestResult(TestResult result) {
        results.add(result);
    }

    @Override
    public void visitExtra(String name, Object object) {
        extra.put(name, object);
    }

    @Override
    public void error(String message, Exception cause) {
        throw new IllegalStateException("our own results cannot be read: " + message, cause);
    }

    @Override
    public void error(String message) {
        throw new IllegalStateException("our own results cannot be read: " + message);
    }

    LaunchResults launch() {
        Set<TestResult> inOrder = new LinkedHashSet<>();
        results.stream().sorted(TestResult.comparingByTimeAsc()).forEach(inOrder::add);
        return new DefaultLaunchResults(inOrder, attachments, extra);
    }
}
