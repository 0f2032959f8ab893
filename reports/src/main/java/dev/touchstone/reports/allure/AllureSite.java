package dev.touchstone.reports.allure;

import dev.touchstone.reports.verdict.Verdict;
import io.qameta.allure.Aggregator2;
import io.qameta.allure.Extension;
import io.qameta.allure.Reader;
import io.qameta.allure.ReportGenerator;
import io.qameta.allure.allure2.Allure2Plugin;
import io.qameta.allure.category.CategoriesPlugin;
import io.qameta.allure.category.CategoriesTrendPlugin;
import io.qameta.allure.context.JacksonContext;
import io.qameta.allure.context.RandomUidContext;
import io.qameta.allure.core.AttachmentsPlugin;
import io.qameta.allure.core.Configuration;
import io.qameta.allure.core.LaunchResults;
import io.qameta.allure.core.TestsResultsPlugin;
import io.qameta.allure.duration.DurationPlugin;
import io.qameta.allure.duration.DurationTrendPlugin;
import io.qameta.allure.environment.Allure1EnvironmentPlugin;
import io.qameta.allure.executor.ExecutorPlugin;
import io.qameta.allure.history.HistoryPlugin;
import io.qameta.allure.history.HistoryTrendPlugin;
import io.qameta.allure.launch.LaunchPlugin;
import io.qameta.allure.retry.RetryTrendPlugin;
import io.qameta.allure.severity.SeverityPlugin;
import io.qameta.allure.status.StatusChartPlugin;
import io.qameta.allure.suites.SuitesPlugin;
import io.qameta.allure.summary.SummaryPlugin;
import io.qameta.allure.timeline.TimelinePlugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Generates the Allure report in this process from results that {@link AllureResults} wrote.
 *
 * <p>Allure's stock configuration reports every generation to an analytics host, and its stock page does so at every visit.
 * Neither is used: the extensions are listed here one by one, the library that they would call out with is not even there,
 * and the page is our own, under a policy that forbids it to load anything from elsewhere.
 */
public final class AllureSite {
    private static final String RAW_MESSAGES = "newline:!1,escapeXML:!1,";
    private static final String ESCAPED_MESSAGES = "newline:!1,escapeXML:!0,";
    /** What {@link Allure1EnvironmentPlugin} calls it. */
    private static final String ENVIRONMENT = "environment";

    /** Files of the site that are taken as they are: what they are called, and where they come from. */
    private static final Map<String, String> ASSETS = Map.of(
            "styles.css", "/styles.css",
            "favicon.ico", "/favicon.ico",
            "index.html", "index.html",
            "behaviors.js", "behaviors.js");

    /**
     * @param verdict what the results were written from
     * @param site exists and is empty
     */
    public void generate(Verdict verdict, Path results, Path site) throws IOException {
        writeData(verdict, results, site);
        writePages(site);
    }

    /**
     * @param environment what the report says about the whole, by name
     * @param site exists and is empty
     */
    public void generate(Map<String, String> environment, Path results, Path site) throws IOException {
        writeData(environment, results, site);
        writePages(site);
    }

    /**
     * Writes what the pages show; {@link #writePages} may run beside it.
     *
     * @param verdict what the results were written from
     * @param site exists; has no data yet
     */
    public void writeData(Verdict verdict, Path results, Path site) throws IOException {
        writeData(Environment.of(verdict).values(), results, site);
    }

    private static void writeData(Map<String, String> environment, Path results, Path site) throws IOException {
        Configuration configuration = new SiteConfiguration(extensions());
        SiteVisitor visitor = new SiteVisitor();
        configuration
                .getExtensions(Reader.class)
                .forEach(reader -> reader.readResults(configuration, visitor, results));
        // Allure's reader of this comes with one for XML, which we have none of.
        visitor.visitExtra(ENVIRONMENT, environment);
        List<LaunchResults> launches = List.of(visitor.launch());
        SiteStorage storage = new SiteStorage(site);
        for (Aggregator2 aggregator : configuration.getExtensions(Aggregator2.class)) {
            aggregator.aggregate(configuration, launches, storage);
        }
        storage.writeScript(site.resolve("data.js"));
    }

    /**
     * Writes the pages, which are the same for all data.
     *
     * @param site exists; has no pages yet
     */
    public void writePages(Path site) throws IOException {
        for (Map.Entry<String, String> asset : ASSETS.entrySet()) {
            copy(asset.getValue(), site.resolve(asset.getKey()));
        }
        Files.writeString(site.resolve("app.js"), application());
    }

    /**
     * Allure's pages put a result's message into the page as HTML, for the sake of terminal colours. A sandbox has a say in
     * messages, so the converter's own switch for text is turned on.
     */
    private static String application() throws IOException {
        try (InputStream in = open("/app.js")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int at = script.indexOf(RAW_MESSAGES);
            if (at < 0 || script.indexOf(RAW_MESSAGES, at + 1) >= 0) {
                throw new IOException(
                        "this version of Allure has another app.js: look how its \"ansi\" helper escapes");
            }
            return script.replace(RAW_MESSAGES, ESCAPED_MESSAGES);
        }
    }

    /** What a report of ours shows. In the order that Allure runs them in: categories before what counts them. */
    private static List<Extension> extensions() {
        return List.of(
                new JacksonContext(),
                new RandomUidContext(),
                new SeverityPlugin(),
                new HistoryPlugin(),
                new HistoryTrendPlugin(),
                new CategoriesPlugin(),
                new CategoriesTrendPlugin(),
                new DurationPlugin(),
                new DurationTrendPlugin(),
                new RetryTrendPlugin(),
                new StatusChartPlugin(),
                new TimelinePlugin(),
                new SuitesPlugin(),
                new BehaviorsTab(),
                new TestsResultsPlugin(),
                new AttachmentsPlugin(),
                new SummaryPlugin(),
                new ExecutorPlugin(),
                new LaunchPlugin(),
                new Allure1EnvironmentPlugin(),
                new Allure2Plugin());
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream in = open(resource)) {
            Files.copy(in, file);
        }
    }

    private static InputStream open(String resource) throws IOException {
        // Allure's own assets lie at the root of its jar, ours beside this class.
        Class<?> owner = resource.startsWith("/") ? ReportGenerator.class : AllureSite.class;
        InputStream in = owner.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("the report's part " + resource + " is missing from this build");
        }
        return in;
    }
}
