package dev.touchstone.suites.system;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.suites.oracle.Attribution.Finding;
import dev.touchstone.suites.oracle.CapabilityOracles;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operating system of the image, its kernel and its name. */
public class SystemSuite {
    private static final int MAX_FILE = 64 * 1024;

    @Verifies("OS-01")
    void theDistributionIsTheDocumentedOne(Facts facts, Check check) {
        Map<String, String> release =
                osRelease(new String(facts.file("/etc/os-release", MAX_FILE), StandardCharsets.UTF_8));
        String documented = check.expected("prettyName").asText();
        check.expects(documented)
                .probe("/etc/os-release, read inside")
                .lookAt("the base of the image")
                .observes(release.getOrDefault("PRETTY_NAME", "no PRETTY_NAME"));
        assertThat(release)
                .withFailMessage("the system is %s", release.get("PRETTY_NAME"))
                .containsEntry("ID", check.expected("id").asText())
                .containsEntry("VERSION_ID", check.expected("versionId").asText())
                .containsEntry("PRETTY_NAME", documented);
    }

    @Verifies("OS-02")
    void theKernelIsTheDocumentedOne(Facts facts, Check check) {
        String documented = check.expected("release").asText();
        String release = facts.systemName().release();
        check.expects(documented)
                .probe("uname(2), release")
                .lookAt("the machine's kernel")
                .observes(release);
        assertThat(release).withFailMessage("the kernel is %s", release).isEqualTo(documented);
    }

    @Verifies("OS-03")
    void theKernelIsPreemptible(Facts facts, Check check) {
        String documented = check.expected("versionContains").asText();
        String version = facts.systemName().version();
        check.expects(documented)
                .probe("uname(2), version")
                .lookAt("the kernel's configuration")
                .observes(version);
        assertThat(List.of(version.split(" ")))
                .withFailMessage("the kernel's version does not say %s: %s", documented, version)
                .contains(documented);
    }

    @Verifies("OS-04")
    void theHostNameIsTheDocumentedOne(Facts facts, Check check) {
        String documented = check.expected("hostname").asText();
        String name = facts.systemName().node();
        check.expects(documented)
                .probe("uname(2), nodename")
                .lookAt("bwrap --hostname with --unshare-uts")
                .observes(name);
        assertThat(name)
                .withFailMessage(
                        "the host name is %s; the founding document writes %s, every report has %s",
                        name, check.expected("erratum").asText(), documented)
                .isEqualTo(documented);
    }

    @Verifies(value = "OS-04", by = BEHAVED)
    void theHostNameCannotBeChanged(Sandbox sandbox, Controls controls, Check check) {
        Controls.Asked asked = controls.capability(CapabilityOracles.all().stream()
                .filter(oracle -> oracle.call().startsWith("sethostname("))
                .findFirst()
                .orElseThrow());
        check.expects("sethostname → EPERM")
                .probe("sethostname with an impossible length, inside and outside")
                .lookAt("CAP_SYS_ADMIN; the base filter")
                .observes(asked.describe());
        assertThat(asked.attribution().finding())
                .withFailMessage("the host name can be changed: %s", asked.describe())
                .isNotEqualTo(Finding.OPEN);
        asked.requireControl(sandbox.witness());
        if (asked.attribution().finding() != Finding.REFUSED) {
            throw new UndeterminedException(asked.describe());
        }
    }

    @Verifies("OS-05")
    void theNamedProgramsAreNotThere(Facts facts, Check check) {
        List<String> absent = check.texts("absent");
        Programs programs = Programs.named(facts, absent);
        List<String> found =
                absent.stream().map(programs::find).flatMap(Optional::stream).toList();
        check.expects("none of " + check.expected("absent") + " on the PATH")
                .probe("every directory of the main process's PATH, and the usual ones beside it")
                .lookAt("the image's packages")
                .observes(found.isEmpty() ? "none" : found.toString());
        assertThat(found).withFailMessage("the image has %s", found).isEmpty();
    }

    @Verifies("OS-06")
    void theNamedProgramsAreThere(Facts facts, Check check) {
        List<String> documented = documented(check);
        Programs programs = Programs.named(facts, documented);
        List<String> missing = documented.stream()
                .filter(name -> programs.find(name).isEmpty())
                .toList();
        check.expects(check.expected("present") + " and " + check.expected("versions"))
                .probe("every directory of the main process's PATH, and the usual ones beside it")
                .lookAt("the image's packages")
                .observes(missing.isEmpty() ? "all there" : "missing: " + missing);
        assertThat(missing).withFailMessage("the image lacks %s", missing).isEmpty();
    }

    /** If this fails: a program is there but is of another version, or does not start. */
    @Verifies(value = "OS-06", by = BEHAVED)
    void theNamedProgramsStartInTheirVersions(Sandbox sandbox, Facts facts, Check check) {
        Programs programs = Programs.named(facts, documented(check));
        Map<String, String> answers = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        check.texts("present").forEach(name -> answers.put(name, programs.version(sandbox.guest(), name)));
        check.expected("versions").properties().forEach(entry -> {
            String version = programs.version(sandbox.guest(), entry.getKey());
            answers.put(entry.getKey(), version);
            if (!version.matches(
                    "(?s)\\D*" + java.util.regex.Pattern.quote(entry.getValue().asText()) + "\\..*")) {
                wrong.add(entry.getKey() + " says \"" + version + "\", documented is "
                        + entry.getValue().asText());
            }
        });
        check.expects("each starts; " + check.expected("versions"))
                .probe("each program with --version, or -V, started inside in a child")
                .lookAt("the image's packages")
                .observes(answers.toString());
        assertThat(wrong).withFailMessage("versions differ: %s", wrong).isEmpty();
        assertThat(answers)
                .withFailMessage("not every program starts: %s", answers)
                .noneSatisfy((name, answer) -> assertThat(answer).startsWith(Programs.DID_NOT_START));
    }

    /** The programs that OS-06 names, those of any version first. */
    private static List<String> documented(Check check) {
        List<String> names = new ArrayList<>(check.texts("present"));
        check.expected("versions").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** KEY=value lines, the value perhaps in quotes (man 5 os-release). */
    private static Map<String, String> osRelease(String text) {
        Map<String, String> values = new TreeMap<>();
        text.lines().filter(line -> line.contains("=") && !line.startsWith("#")).forEach(line -> {
            String value = line.substring(line.indexOf('=') + 1).strip();
            boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
            values.put(line.substring(0, line.indexOf('=')), quoted ? value.substring(1, value.length() - 1) : value);
        });
        return values;
    }
}
