package dev.touchstone.suites.replay;

import static dev.touchstone.suites.replay.RecordedConversation.asks;
import static dev.touchstone.suites.replay.RecordedConversation.died;
import static dev.touchstone.suites.replay.RecordedConversation.inContents;
import static dev.touchstone.suites.replay.RecordedConversation.isInside;
import static dev.touchstone.suites.replay.RecordedConversation.withResult;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.profile.Property;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records an audit of the reference sandbox and judges the recording: as it is, it shows what the sandbox showed; with one
 * thing changed in it, it shows that.
 */
@Tag("boots")
@Timeout(180)
class RecordedAuditIT {
    /** Their checks break a sandbox, and see what becomes of it on the host. */
    private static final Set<String> ONLY_LIVE = Set.of("ISO-04", "NET-03");

    private static final String DIED = "the guest closed the channel in the middle of its answer";
    private static final long LARGEST = 2_000_000;
    private static final String NO_CAPABILITIES = "0000000000000000";
    private static final String DOCKERS_CAPABILITIES = "00000000a80425fb";

    @TempDir
    static Path directory;

    private static Path recording;
    private static AuditRun live;

    @BeforeAll
    static void record() {
        recording = directory.resolve("reference.jsonl");
        live = RecordedAudits.record("reference", Set.of(), recording);
    }

    @Test
    void aReplayShowsWhatTheSandboxShowed() throws IOException {
        AuditRun replayed = replay(recording);

        Map<String, String> expected = findings(live);
        expected.keySet().removeIf(RecordedAuditIT::onlyLive);
        Map<String, String> found = findings(replayed);
        found.keySet().removeIf(RecordedAuditIT::onlyLive);
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(60);
        assertThat(replayed.target().name()).isEqualTo("reference");
        assertThat(replayed.notes().get(0)).startsWith("replayed from " + recording + ", recorded 20");
        assertThat(Files.size(recording)).isBetween(10_000L, LARGEST);
    }

    @Test
    void whatOnlyARunningSandboxShowsIsNotCredited() {
        Map<String, Status> outcomes = replay(recording).results().stream()
                .filter(result -> ONLY_LIVE.contains(result.property()))
                .collect(Collectors.toMap(CheckResult::property, CheckResult::status, RecordedAuditIT::worse));

        assertThat(outcomes.keySet()).isEqualTo(ONLY_LIVE);
        assertThat(outcomes.values()).containsOnly(Status.BROKEN);
        assertThat(replay(recording).results())
                .filteredOn(result -> result.property().equals("ISO-04"))
                .extracting(CheckResult::message)
                .containsExactly(
                        "could not be determined: a second sandbox did not come up: a recording holds no sandbox"
                                + " that can be broken: what becomes of one is seen only where it runs");
    }

    /** What is read from two connections is asked in the same words, and answered in the order in which it was recorded. */
    @ParameterizedTest
    @ValueSource(strings = {"NET-01", "NET-05", "NET-06", "AGT-03", "PRV-05", "sessions"})
    void aReplayCanBeLimited(String only) {
        Map<String, String> expected = findings(live);
        Set<String> properties = live.profile().properties().stream()
                .filter(property -> only.equals(property.id()) || only.equals(property.area()))
                .map(Property::id)
                .collect(Collectors.toSet());
        expected.keySet().removeIf(check -> !properties.contains(check.split(" ")[0]));
        AuditRun run = replay(recording, Set.of(only));

        assertThat(findings(run)).isEqualTo(expected).isNotEmpty();
        assertThat(run.only()).containsExactly(only);
    }

    /** Which words are asked, in which groups, does not depend on what was asked before, by another check or on another thread. */
    @Test
    void whatIsAskedOfNobodyElseIsAskedInTheSameWordsByEachPropertyAlone() throws IOException {
        Set<String> properties =
                live.results().stream().map(CheckResult::property).collect(Collectors.toCollection(TreeSet::new));
        properties.removeAll(ONLY_LIVE);
        properties.removeIf(property -> property.startsWith("NET-"));
        Path unlimited = withoutItsLimits();
        for (String property : properties) {
            Map<String, String> expected = findings(live);
            expected.keySet().removeIf(check -> !check.startsWith(property + " "));

            assertThat(findings(replay(unlimited, Set.of(property))))
                    .isEqualTo(expected)
                    .isNotEmpty();
        }
    }

    /** As older ones were, of which only what is looked for is asked. */
    private static Path withoutItsLimits() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(recording));
        assertThat(lines.removeIf(line -> line.contains("\"value\":\"only\""))).isTrue();
        lines.set(lines.size() - 1, "{\"end\":" + (lines.size() - 1) + "}");
        return Files.write(directory.resolve("unlimited.jsonl"), lines);
    }

    @Test
    void capabilitiesInAStatusFileAreFound() throws IOException {
        AuditRun run = replay(changed(line -> isInside(line)
                ? inContents(
                        line, text -> text.replace("CapEff:\t" + NO_CAPABILITIES, "CapEff:\t" + DOCKERS_CAPABILITIES))
                : line));

        assertThat(violated(run)).containsExactly("PRC-05", "PRV-01");
        assertThat(message(run, "PRV-01"))
                .contains(
                        "process 5 (claude-stand-in) holds capabilities: CapEff cap_chown",
                        "documented: CapEff, CapPrm, CapInh and CapAmb are 0",
                        "look at:    bwrap");
        assertThat(message(run, "PRC-05")).contains("holds capabilities");
    }

    /** One thing is wrong in what the kernel's files say inside: its property says so, and so do those that it is a part of. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoNewPrivs: 1        | NoNewPrivs: 0        | PRV-02 PRC-05 | has NoNewPrivs: 0
            Seccomp: 2           | Seccomp: 0           | PRV-03 PRV-05 PRV-06 PRC-05 | runs with Seccomp: 0
            Seccomp_filters: 2   | Seccomp_filters: 1   | PRV-04 PRC-05 | runs under 1 seccomp filter
            CapBnd: 000000000000 | CapBnd: 000001ffffff | PRV-09        | could gain capabilities: CapBnd
            CapAmb: 000000000000 | CapAmb: 000000000001 | PRV-01 PRC-05 | holds capabilities: CapAmb cap_sys_module
            0100007F:0C38        | 00000000:0C38        | NET-01        | port 3128 is open on 0.0.0.0
            0100007F:0438        | 0100007F:0439        | NET-02 NET-04 | nothing listens on port 1080
            """)
    void oneThingThatIsWrongInAFileIsFound(String right, String wrong, String properties, String message)
            throws IOException {
        AuditRun run = replay(changed(line ->
                isInside(line) ? inContents(line, text -> text.replace(tabbed(right), tabbed(wrong))) : line));

        List<String> expected = List.of(properties.split(" "));
        assertThat(violated(run)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(message(run, expected.get(0))).contains(message, "documented:", "look at:");
    }

    private static String tabbed(String field) {
        return field.replace(": ", ":\t");
    }

    @Test
    void aHostNameThatIsNotTheDocumentedOneIsFound() throws IOException {
        AuditRun run = replay(changed(line ->
                asks(line, "uname @0") ? inContents(line, text -> text.replace("\0claude\0", "\0cloude\0")) : line));

        assertThat(violated(run)).containsExactly("OS-04");
        assertThat(message(run, "OS-04")).contains("cloude");
    }

    /** The last of those that are asked together: what stands behind one that worked would be asked anew, and is not recorded. */
    @Test
    void aCallThatNobodyRefusesIsFound() throws IOException {
        String last = "socket 1 526341 0";
        AuditRun run = replay(changed(line -> isInside(line) && asks(line, last) ? withResult(line, last, 3) : line));

        assertThat(violated(run)).contains("PRV-05").isSubsetOf("PRV-03", "PRV-05");
        assertThat(message(run, "PRV-05"))
                .contains("socket(AF_UNIX, SOCK_SEQPACKET|SOCK_NONBLOCK|SOCK_CLOEXEC)", "nobody refused it");
    }

    @Test
    void anAnswerThatIsMissingIsNotCredited() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(recording));
        lines.removeIf(line -> line.startsWith("{\"from\":\"inside\"") && line.contains("\"socket 1 1 0\""));
        lines.set(lines.size() - 1, "{\"end\":" + (lines.size() - 1) + "}");
        AuditRun run = replay(Files.write(directory.resolve("missing.jsonl"), lines));

        assertThat(violated(run)).isEmpty();
        assertThat(run.results())
                .filteredOn(result -> result.property().equals("PRV-05"))
                .extracting(CheckResult::status)
                .contains(Status.BROKEN);
    }

    /** Wherever it happens: what could not be asked is undetermined, and what was found before stays found. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90})
    void aGuestThatDiesAfterSoMuchOfTheAuditIsNoViolation(int percent) throws IOException {
        long asked = Files.readAllLines(recording).stream()
                .filter(line -> line.startsWith("{\"from\":\"inside\""))
                .count();
        long left = asked * percent / 100;
        AuditRun run = replay(changed(new UnaryOperator<>() {
            private long answered;

            @Override
            public ObjectNode apply(ObjectNode line) {
                return isInside(line) && answered++ >= left ? died(line, DIED) : line;
            }
        }));

        assertThat(violated(run)).isEmpty();
        assertThat(run.results())
                .filteredOn(result -> result.status() == Status.BROKEN)
                .extracting(CheckResult::message)
                .contains("could not be determined: " + DIED);
    }

    private static boolean onlyLive(String check) {
        return ONLY_LIVE.contains(check.substring(0, check.indexOf(' ')));
    }

    private static Status worse(Status one, Status other) {
        return one == Status.PASSED ? other : one;
    }

    private static Map<String, String> findings(AuditRun run) {
        return run.results().stream()
                .collect(Collectors.toMap(
                        result -> result.property() + " " + result.name(),
                        result -> result.status() + ": " + result.observed(),
                        (one, other) -> one + "; " + other,
                        TreeMap::new));
    }

    private static Set<String> violated(AuditRun run) {
        return run.results().stream()
                .filter(result -> result.status() == Status.FAILED)
                .map(CheckResult::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String message(AuditRun run, String property) {
        return run.results().stream()
                .filter(result -> result.property().equals(property) && result.status() == Status.FAILED)
                .map(CheckResult::message)
                .findFirst()
                .orElseThrow();
    }

    private static AuditRun replay(Path file) {
        return replay(file, Set.of());
    }

    private static AuditRun replay(Path file, Set<String> only) {
        ReplayedAudit replay = ReplayedAudit.read(file, new TargetReader(Clock.systemUTC()));
        List<AuditRun> told = new ArrayList<>();
        AuditRun run = new Audit(Suites.catalogue())
                .replay(replay, Profiles.read(replay.target().profile()), only, new AuditListener() {
                    @Override
                    public void ended(AuditRun ended) {
                        told.add(ended);
                    }
                });
        assertThat(told).containsExactly(run);
        return run;
    }

    /** The recording with something changed in its exchanges; at least one line has to be another one. */
    private static Path changed(UnaryOperator<ObjectNode> change) throws IOException {
        return RecordedConversation.of(recording)
                .changed(change)
                .writtenTo(Files.createTempFile(directory, "changed", ".jsonl"));
    }
}
