package dev.touchstone.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the site as a reader does: in a browser, and without any network. */
class AllureSiteIT {
    private static final String HOSTILE = "<img id=owned src=x onerror=\"document.title='owned'\">"
            + "<script>document.title='owned'</script><a id=owned href=http://outside.invalid/>";

    @TempDir
    private static Path directory;

    private static Path site;
    private static Chromium browser;

    @BeforeAll
    static void openABrowser() throws Exception {
        Optional<Path> program = Chromium.find();
        if (program.isEmpty()) {
            assertThat(System.getenv("CI")).as("CI has a chromium on its PATH").isNotEqualTo("true");
            assumeTrue(false, "no chromium on the PATH to look at the site with (apt install chromium)");
        }
        AuditRun run = Runs.everyOutcome()
                .property("AGT-01")
                .result("AGT-01", Status.FAILED, HOSTILE, HOSTILE, HOSTILE)
                .property("AGT-02")
                .result("AGT-02", Status.BROKEN, HOSTILE, HOSTILE, HOSTILE + "\n" + HOSTILE)
                .property("AGT-03")
                .notApplicable("AGT-03", HOSTILE)
                .note(HOSTILE)
                .launchLog(HOSTILE)
                .run();
        Path results = Files.createDirectory(directory.resolve("results"));
        site = Files.createDirectory(directory.resolve("site"));
        Verdict verdict = Judge.judge(run, Runs.CLOCK);
        AllureResults.write(verdict, run, results);
        new AllureSite().generate(verdict, results, site);
        browser = Chromium.start(program.get(), Files.createDirectory(directory.resolve("profile")));
    }

    @AfterAll
    static void closeTheBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static String page(String route) {
        return site.resolve("index.html").toUri() + route;
    }

    /** The browser notes what a page requests, or nothing that it does not note would mean anything. */
    @Test
    void theBrowserWouldTell() throws IOException {
        Path page = Files.writeString(
                directory.resolve("calling.html"), "<p>calling</p><img src='http://outside.invalid/count.png'>");
        assertThat(browser.open(page.toUri().toString(), "calling")).contains("http://outside.invalid/count.png");
    }

    @Test
    void theOverviewShowsTheVerdictTheAreasAndTheCategories() {
        int complaints = browser.complaints().size();
        staysHere(browser.open(page(""), "Not applicable"));

        assertThat(browser.text())
                .containsIgnoringCase("NONCONFORMANT: mine (cowork-1)")
                .containsIgnoringCase("privileges")
                .containsIgnoringCase("network")
                .containsIgnoringCase("system")
                .containsIgnoringCase("cpu")
                .containsIgnoringCase("isolation")
                .contains("Violations", "Undetermined", "Waived", "345 system calls");
        assertThat(browser.complaints()).hasSize(complaints);
    }

    @Test
    void theBehaviorsTabShowsEveryArea() {
        staysHere(browser.open(page("#behaviors"), "isolation"));

        assertThat(browser.text()).contains("privileges", "network", "system", "cpu", "isolation");
    }

    @Test
    void everyTabRenders() {
        int complaints = browser.complaints().size();
        staysHere(browser.open(page("#categories"), "Violations"));
        staysHere(browser.open(page("#suites"), "mine"));
        staysHere(browser.open(page("#graph"), "Severity"));
        staysHere(browser.open(page("#timeline"), "Timeline"));

        assertThat(browser.complaints()).hasSize(complaints);
    }

    @Test
    void nothingThatASandboxSaysComesToLife() throws IOException {
        int complaints = browser.complaints().size();
        try (Stream<Path> cases = Files.list(site.resolve("data/test-cases"))) {
            for (Path file : cases.toList()) {
                JsonNode result = new ObjectMapper().readTree(file.toFile());
                staysHere(browser.open(
                        page("#testresult/" + result.get("uid").textValue()),
                        result.get("name").textValue()));
                staysText();
            }
        }
        for (String tab : List.of("", "#categories", "#suites", "#behaviors", "#graph", "#timeline")) {
            staysHere(browser.open(page(tab), "Overview"));
            staysText();
        }
        assertThat(browser.complaints()).hasSize(complaints);
    }

    @Test
    void aHostileMessageIsShownAsItIs() throws IOException {
        try (Stream<Path> cases = Files.list(site.resolve("data/test-cases"))) {
            for (Path file : cases.toList()) {
                JsonNode result = new ObjectMapper().readTree(file.toFile());
                if (result.get("name").textValue().startsWith("AGT-01")) {
                    staysHere(
                            browser.open(page("#testresult/" + result.get("uid").textValue()), "AGT-01"));
                    assertThat(browser.evaluate("document.querySelector('.status-details__message').textContent"))
                            .contains(HOSTILE);
                    return;
                }
            }
        }
        throw new AssertionError("no result of AGT-01 in the site");
    }

    @Test
    void aPlainServerServesItAsWell() {
        browser.serve("http://touchstone.invalid/", site);

        assertThat(browser.open("http://touchstone.invalid/index.html#behaviors", "isolation"))
                .isNotEmpty()
                .allMatch(url -> url.startsWith("http://touchstone.invalid/") || url.startsWith("data:"));
    }

    private static void staysText() {
        assertThat(browser.evaluate("document.querySelectorAll('#owned').length"))
                .isEqualTo("0");
        assertThat(browser.evaluate("document.title")).doesNotContain("owned");
    }

    private static void staysHere(List<String> requested) {
        String here = site.toUri().toString();
        assertThat(requested).isNotEmpty().allMatch(url -> url.startsWith(here) || url.startsWith("data:"));
    }
}
