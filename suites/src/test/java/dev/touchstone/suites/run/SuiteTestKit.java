package dev.touchstone.suites.run;

import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Profiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs suites by JUnit's EngineTestKit, with a recording in place of a sandbox. */
public final class SuiteTestKit {
    private final TargetReader reader = new TargetReader(Clock.systemUTC());
    private final Map<String, Profile> profiles = new HashMap<>();

    /**
     * What became of some tests.
     *
     * @param tests those that were to be run
     */
    public record Run(List<SuiteCatalogue.Entry> tests, EngineExecutionResults results) {}

    /**
     * Runs those tests of some suites that an audit of the recorded target would run, in its order.
     *
     * @param suites the classes
     */
    public Run execute(Path recording, Set<Class<?>> suites) {
        ReplayedAudit replay = ReplayedAudit.read(recording, reader);
        AuditRequest request = new AuditRequest(
                replay.target(),
                replay.digest(),
                profiles.computeIfAbsent(replay.target().profile(), Profiles::read),
                Set.of(),
                replay::sandbox);
        List<SuiteCatalogue.Entry> tests = Judged.by(Suites.catalogue(), request).stream()
                .filter(test -> suites.contains(test.suite()))
                .toList();
        return new Run(tests, EngineTestKit.execute(new AuditEngine(request, tests), Audit.discovery(tests)));
    }
}
