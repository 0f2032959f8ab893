package dev.touchstone.suites.isolation;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of the launcher's environment arrives inside. */
public class EnvironmentSuite {
    private static final int MAX_FILE = 1 << 20;

    @Verifies("ISO-13")
    void everyVariableIsADocumentedOne(SandboxProcesses processes, Facts facts, Check check) {
        Set<String> documented = new TreeSet<>(check.texts("variables"));
        Map<String, Set<String>> undocumented = new TreeMap<>();
        List<String> read = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (ProcessStatus process : processes.all()) {
            String name = process.pid() + " (" + process.name() + ")";
            try {
                Set<String> names = new TreeSet<>(facts.environmentNames(process.pid()));
                read.add(name);
                names.removeAll(documented);
                names.forEach(variable -> undocumented
                        .computeIfAbsent(variable, key -> new TreeSet<>())
                        .add(name));
            } catch (FactException e) {
                if (e.errno().isEmpty()) {
                    throw e;
                }
                closed.add(name + ": " + e.errno().get());
            }
        }
        check.expects("no variable but the documented " + documented.size())
                .probe("/proc/PID/environ of every process that may be read inside, process 1 included")
                .lookAt("bwrap --clearenv, and a clean environment for bwrap itself: /proc/1/environ shows it")
                .observes("read of " + read + (closed.isEmpty() ? "" : ", closed: " + closed) + ", undocumented: "
                        + undocumented);
        assertThat(undocumented)
                .withFailMessage("variables that nobody documented: %s", undocumented)
                .isEmpty();
        if (read.isEmpty()) {
            throw new UndeterminedException("no process's environment could be read: " + closed);
        }
    }

    /** If this fails: a secret of whoever starts the sandbox is readable by whatever runs in it. */
    @Verifies(value = "ISO-13", by = BEHAVED)
    void theLaunchersSecretIsFoundNowhere(Sandbox sandbox, Facts facts, Check check) {
        byte[] secret = sandbox.session().secret().getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        int searched = 0;
        for (int pid : facts.processIds()) {
            for (String file : List.of("environ", "cmdline")) {
                String path = "/proc/" + pid + "/" + file;
                try {
                    byte[] content = facts.file(path, MAX_FILE);
                    searched++;
                    if (contains(content, secret)) {
                        found.add(path);
                    }
                } catch (FactException e) {
                    if (e.errno().isEmpty()) {
                        throw e;
                    }
                }
            }
        }
        check.expects("a secret planted in the launcher's environment is found nowhere")
                .probe("environ and cmdline of every visible process, searched for the secret")
                .lookAt("bwrap --clearenv; env -i before bwrap")
                .observes(found.isEmpty() ? "not in any of " + searched + " files" : found.toString());
        assertThat(found)
                .withFailMessage("the secret of the launcher's environment can be read inside: %s", found)
                .isEmpty();
        if (searched == 0) {
            throw new UndeterminedException("no file could be searched");
        }
    }

    private static boolean contains(byte[] content, byte[] wanted) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }
}
