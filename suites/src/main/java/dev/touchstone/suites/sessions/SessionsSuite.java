package dev.touchstone.suites.sessions;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.suites.probe.Granted;
import dev.touchstone.suites.probe.Opening;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.ScratchMarker;
import dev.touchstone.suites.run.Spares;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The folders of a session: which are there, what may be done in them, and that nothing else is. */
public class SessionsSuite {
    private static final int MAX_CANARY = 4096;

    @Verifies("SES-01")
    void grantedFoldersAreMountedInTheirPlace(Sandbox sandbox, Facts facts, Check check) {
        Session session = Granted.in(sandbox);
        Set<String> targets = new TreeSet<>();
        facts.mounts(facts.self()).forEach(mount -> targets.add(mount.target()));
        List<String> missing = session.folders().stream()
                .map(session::inside)
                .filter(path -> !targets.contains(path))
                .toList();
        check.expects("a mount at " + session.home() + "/mnt/<name> for each of "
                        + session.folders().stream().map(Session.Folder::name).toList())
                .probe("mountinfo of the main process")
                .lookAt("the binds of the session's folders")
                .observes(missing.isEmpty() ? "all are mounted" : "not mounted: " + missing);
        assertThat(missing)
                .withFailMessage("granted folders are not mounted: %s", missing)
                .isEmpty();
    }

    @Verifies(value = "SES-01", by = BEHAVED)
    void grantedFoldersHoldWhatTheHostPutThere(Sandbox sandbox, Facts facts, Check check) {
        Session session = Granted.in(sandbox);
        Map<String, String> wrong = new TreeMap<>();
        for (Session.Folder folder : session.folders()) {
            String path = session.inside(folder) + "/" + folder.canaryFile();
            try {
                String content = new String(facts.file(path, MAX_CANARY), StandardCharsets.UTF_8);
                if (!content.equals(folder.canary())) {
                    wrong.put(folder.name(), "its canary file has another content");
                }
            } catch (FactException e) {
                if (e.errno().isEmpty()) {
                    throw e;
                }
                wrong.put(
                        folder.name(),
                        "its canary file cannot be read: " + e.errno().get());
            }
        }
        check.expects("the file that the harness put into each folder on the host")
                .probe("the canary file of each granted folder, read inside")
                .lookAt("which host folder is bound where")
                .observes(wrong.isEmpty() ? session.folders().size() + " canaries read" : wrong.toString());
        assertThat(wrong)
                .withFailMessage("granted folders are not what was granted: %s", wrong)
                .isEmpty();
    }

    @Verifies(value = "SES-02", by = BEHAVED)
    void eachFolderAllowsExactlyWhatWasGranted(Sandbox sandbox, Check check) {
        Session session = Granted.in(sandbox);
        List<String> more = new ArrayList<>();
        List<String> less = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Session.Folder folder : session.folders()) {
            String permission = folder.permission().name().toLowerCase(Locale.ROOT);
            JsonNode documented = check.expected(permission);
            Map<String, Result> answers = FolderRights.tried(
                    sandbox.guest(), session.inside(folder), folder.canaryFile(), session.scratchName("rights"));
            answers.forEach((attempt, result) -> {
                String expected = documented.get(attempt).asText();
                String answer = result.failed() ? result.describe() : "ok";
                String where = folder.name() + " (" + permission + "): " + attempt + " → " + answer;
                seen.add(where);
                if (!answer.equals(expected)) {
                    List<String> list = answer.equals("ok") ? more : expected.equals("ok") ? less : unclear;
                    list.add(where + ", documented is " + expected);
                }
            });
        }
        check.expects("ro: reading only; rw: also creating and changing; rwd: also deleting")
                .probe("reading, creating, changing and unlinking in each granted folder")
                .lookAt("ro-bind for ro; bindfs --delete-deny for rw; the folder's owner")
                .observes(String.join("; ", seen));
        Optional<String> unguarded = sandbox.unguarded();
        boolean blameless = unguarded.isPresent() && more.removeIf(line -> line.contains(" (rw): unlink → ok"));
        assertThat(more)
                .withFailMessage("folders allow more than was granted: %s", String.join("; ", more))
                .isEmpty();
        assertThat(less)
                .withFailMessage("folders allow less than was granted: %s", String.join("; ", less))
                .isEmpty();
        if (blameless) {
            throw new UndeterminedException(unguarded.get());
        }
        // Landlock, where bindfs is not to be had, refuses with EACCES what bindfs refuses with EPERM.
        unclear.removeIf(line -> line.contains("unlink → EACCES, documented is EPERM"));
        if (!unclear.isEmpty()) {
            throw new UndeterminedException("refused, but not as documented: " + String.join("; ", unclear));
        }
    }

    /** If this fails: the host's files are visible beyond what the user has granted. */
    @Verifies(value = "SES-03", by = BEHAVED)
    void anUngrantedFolderIsReachableByNoPath(Sandbox sandbox, Facts facts, Check check) {
        List<String> paths =
                new UngrantedPaths(sandbox, facts, sandbox.session().ungranted()).all();
        List<String> reached = new ArrayList<>();
        Map<String, Integer> answers = new TreeMap<>();
        List<Result> results = Opening.forReading(sandbox.guest(), paths);
        for (int i = 0; i < paths.size(); i++) {
            Result result = results.get(i);
            answers.merge(result.failed() ? result.describe() : "opened", 1, Integer::sum);
            if (!result.failed()) {
                reached.add(paths.get(i));
            }
        }
        check.expects("ENOENT or EACCES by every path")
                .probe(
                        "open of a file in a folder that was not granted: by its path, through .. and symbolic links, through"
                                + " /proc/PID/root and cwd, open directories, and by every mount of its file system")
                .lookAt("binds of the host's file system; denyRead of sandbox-runtime")
                .observes(paths.size() + " paths tried: " + answers);
        assertThat(reached)
                .withFailMessage("a folder that was not granted can be read: %s", reached)
                .isEmpty();
        new UngrantedPaths(sandbox, facts, sandbox.session().ungranted()).requireControl();
        if (!results.stream().allMatch(Opening::refused)) {
            throw new UndeterminedException("answers that say neither yes nor no: " + answers);
        }
    }

    @Verifies(value = "SES-04", by = BEHAVED)
    void anotherSessionsFolderCannotBeRead(Sandbox sandbox, Facts facts, Spares spares, Check check) {
        String own = sandbox.session().id();
        Set<String> others = new TreeSet<>();
        others.add(spares.intact().session().id());
        try {
            others.addAll(facts.directory("/sessions"));
        } catch (FactException e) {
            if (e.errno().isEmpty()) {
                throw e;
            }
        }
        others.remove(own);
        Set<String> paths = new TreeSet<>();
        others.forEach(other -> paths.add("/sessions/" + other));
        for (Session.Folder folder : spares.intact().session().folders()) {
            paths.addAll(new UngrantedPaths(sandbox, facts, folder).direct());
        }
        Map<String, String> answers = new TreeMap<>();
        List<String> read = new ArrayList<>();
        List<String> tried = List.copyOf(paths);
        List<Result> results = Opening.forReading(sandbox.guest(), tried);
        for (int i = 0; i < tried.size(); i++) {
            Result result = results.get(i);
            answers.put(tried.get(i), result.failed() ? result.describe() : "opened");
            if (!result.failed()) {
                read.add(tried.get(i));
            }
        }
        check.expects("EACCES or ENOENT")
                .probe(
                        "open of /sessions/<id> for another session that is running now, of whatever else /sessions lists, and"
                                + " of the other session's folders by every mount of their file system")
                .lookAt("the bind of /sessions; the owner and mode of other sessions' directories")
                .observes(answers.toString());
        assertThat(read)
                .withFailMessage("another session's folder can be read: %s", read)
                .isEmpty();
        for (Session.Folder folder : spares.intact().session().folders()) {
            new UngrantedPaths(sandbox, facts, folder).requireControl();
        }
        if (answers.isEmpty()) {
            throw new UndeterminedException("there was no other session to look for");
        }
        if (!results.stream().allMatch(Opening::refused)) {
            throw new UndeterminedException("answers that say neither yes nor no: " + answers);
        }
    }

    @Verifies(value = "SES-05", by = BEHAVED)
    void scratchIsGoneInTheNextSandbox(Sandbox sandbox, ScratchMarker marker, Spares spares, Check check) {
        check.expects(
                        "a file left in /tmp by one sandbox, or wherever else its user may write, is not there in the next")
                .probe(
                        "files made in /tmp and in every other writable mount but /dev and the granted folders before the second sandbox was"
                                + " started, looked for in the second")
                .lookAt("bwrap --tmpfs /tmp; a /tmp bound from the host, or a file system that all sandboxes share");
        Sandbox next = spares.intact();
        Map<String, String> paths = new TreeMap<>(); // here, and there, where a home has the other session's name
        marker.planted()
                .forEach(path -> paths.put(
                        path,
                        path.replace(sandbox.session().home(), next.session().home())));
        FileStatuses files = new Facts(next.guest()).fileStatuses(paths.values());
        List<String> there = paths.entrySet().stream()
                .filter(each -> files.of(each.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .toList();
        check.observes(
                there.isEmpty()
                        ? "gone are " + String.join(", ", paths.keySet())
                        : "still there: " + String.join(", ", there));
        assertThat(there)
                .withFailMessage("what one sandbox leaves behind, the next one finds: %s", String.join(", ", there))
                .isEmpty();
        if (marker.failure().isPresent()) {
            throw new UndeterminedException(
                    "no file could be left in /tmp: " + marker.failure().get());
        }
    }
}
