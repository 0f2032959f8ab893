package dev.touchstone.reports.allure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A headless Chromium in a network namespace of its own, with no interface up, so that it cannot send a packet whatever a page
 * asks for; steered through the DevTools protocol on its standard streams. It notes every address that a page requests.
 */
final class Chromium implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Process process;
    private final OutputStream commands;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, BlockingQueue<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> requested = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Map<String, Path> served = new ConcurrentHashMap<>();
    private final String session;

    private Chromium(Process process) {
        this.process = process;
        this.commands = process.getOutputStream();
        Thread reader = new Thread(this::readEvents, "chromium-events");
        reader.setDaemon(true);
        reader.start();
        String target = ask(null, "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .textValue();
        session = ask(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .textValue();
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            ask(session, domain + ".enable", Map.of());
        }
    }

    /** Where it is on the PATH, if it is. */
    static Optional<Path> find() {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program)) {
                    return Optional.of(program);
                }
            }
        }
        return Optional.empty();
    }

    /** @param profile an empty directory for what it keeps */
    static Chromium start(Path program, Path profile) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "--net", "--map-root-user", "sh", "-c"));
        command.add("exec \"$@\" 3<&0 4>&1 1>&2 0</dev/null");
        command.addAll(List.of(
                "sh",
                program.toString(),
                "--headless",
                "--remote-debugging-pipe",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--disable-features=MediaRouter,DialMediaRouteProvider",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--window-size=1400,1100",
                "--user-data-dir=" + profile));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(profile.resolve("stderr.log").toFile());
        builder.environment().put("HOME", profile.toString());
        return new Chromium(builder.start());
    }

    /** Answers requests for addresses below {@code origin} from a directory, without any network. */
    void serve(String origin, Path directory) {
        served.put(origin, directory);
        ask(session, "Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", origin + "*"))));
    }

    /**
     * Opens an address, waits until the page shows a text, whatever its case, and until it requests nothing more.
     *
     * @return every address that it requested
     */
    List<String> open(String address, String text) {
        ask(session, "Page.navigate", Map.of("url", "about:blank"));
        await("about:blank", () -> evaluate("location.href").equals("about:blank"));
        int before = requested.size();
        ask(session, "Page.navigate", Map.of("url", address));
        String wanted = text.toLowerCase(Locale.ROOT);
        await(
                "\"" + text + "\" on " + address,
                () -> text().toLowerCase(Locale.ROOT).contains(wanted));
        AtomicInteger seen = new AtomicInteger(-1);
        Awaitility.await(address + " requests nothing more")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> seen.getAndSet(requested.size()) == requested.size());
        return List.copyOf(requested.subList(before, requested.size()));
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** What the page shows. */
    String text() {
        return evaluate("document.body ? document.body.innerText : ''");
    }

    /** The value of a JavaScript expression, as text. */
    String evaluate(String expression) {
        return ask(session, "Runtime.evaluate", Map.of("expression", "String(" + expression + ")"))
                .at("/result/value")
                .textValue();
    }

    /** What the console, the content security policy and uncaught exceptions said so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** A picture of the page. */
    byte[] screenshot() {
        return Base64.getDecoder()
                .decode(ask(session, "Page.captureScreenshot", Map.of())
                        .get("data")
                        .textValue());
    }

    private JsonNode ask(String in, String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        BlockingQueue<JsonNode> answer = new LinkedBlockingQueue<>();
        answers.put(id, answer);
        send(id, in, method, parameters);
        try {
            JsonNode message = answer.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null || message.has("error")) {
                throw new IllegalStateException("chromium does not answer " + method + ": " + message);
            }
            return message.get("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while chromium was to answer " + method, e);
        } finally {
            answers.remove(id);
        }
    }

    private synchronized void send(int id, String in, String method, Map<String, ?> parameters) {
        ObjectNode message = mapper.createObjectNode().put("id", id).put("method", method);
        message.set("params", mapper.valueToTree(parameters));
        if (in != null) {
            message.put("sessionId", in);
        }
        try {
            commands.write(message.toString().getBytes(StandardCharsets.UTF_8));
            commands.write(0);
            commands.flush();
        } catch (IOException e) {
            throw new IllegalStateException("chromium has gone", e);
        }
    }

    private void readEvents() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == 0) {
                    take(mapper.readTree(message.toByteArray()));
                    message.reset();
                } else {
                    message.write(next);
                }
            }
        } catch (IOException e) {
            complaints.add("chromium has gone: " + e);
        }
    }

    private void take(JsonNode message) throws IOException {
        if (message.has("id")) {
            BlockingQueue<JsonNode> answer = answers.get(message.get("id").intValue());
            if (answer != null) {
                answer.add(message);
            }
            return;
        }
        JsonNode parameters = message.path("params");
        switch (message.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                requested.add(parameters.at("/request/url").asText());
            case "Log.entryAdded" -> complaints.add(parameters.path("entry").toString());
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Fetch.requestPaused" -> fulfil(parameters);
            default -> {
                // Of no interest.
            }
        }
    }

    private void fulfil(JsonNode paused) throws IOException {
        String url = paused.at("/request/url").asText();
        String id = paused.get("requestId").textValue();
        for (Map.Entry<String, Path> site : served.entrySet()) {
            if (url.startsWith(site.getKey())) {
                Path file = site.getValue().resolve(url.substring(site.getKey().length()));
                boolean there = Files.isRegularFile(file);
                send(
                        ids.incrementAndGet(),
                        session,
                        "Fetch.fulfillRequest",
                        Map.of(
                                "requestId",
                                id,
                                "responseCode",
                                there ? 200 : 404,
                                "responseHeaders",
                                List.of(Map.of("name", "Content-Type", "value", type(file))),
                                "body",
                                there ? Base64.getEncoder().encodeToString(Files.readAllBytes(file)) : ""));
            }
        }
    }

    private static String type(Path file) {
        String name = file.toString();
        if (name.endsWith(".html")) {
            return "text/html";
        }
        if (name.endsWith(".js")) {
            return "text/javascript";
        }
        return name.endsWith(".css") ? "text/css" : "application/octet-stream";
    }

    @Override
    public void close() throws IOException {
        try {
            ask(null, "Browser.close", Map.of());
        } catch (IllegalStateException e) {
            complaints.add(e.toString());
        }
        // The children first, while they can still be found through their parent.
        if (!hasEnded(Duration.ofSeconds(10))) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            hasEnded(Duration.ofSeconds(10));
        }
        commands.close();
    }

    private boolean hasEnded(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
