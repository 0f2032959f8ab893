package dev.touchstone.suites.mutants;

import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.egress.client.Endpoint;
import dev.touchstone.fixtures.egress.client.Exchange;
import dev.touchstone.fixtures.egress.client.ProxyOutcome;
import dev.touchstone.fixtures.egress.client.Volley;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Guest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the two policy proxies say to requests that a correct policy refuses, asked outside, past the sandbox. */
final class ProxyAnswers {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final OutsideWorld world;
    private final List<String> names = new ArrayList<>();
    private final List<Exchange<?>> exchanges = new ArrayList<>();

    private ProxyAnswers(OutsideWorld world) {
        this.world = world;
    }

    /** A line for each request. */
    static String of(Guest outside, OutsideWorld world) {
        return new ProxyAnswers(world).ask(outside);
    }

    private String ask(Guest outside) {
        String allowed = world.allowedHost();
        String refused = world.refusedHost();
        String systemName = new Facts(outside).systemName().node();
        connect(allowed, 443);
        connect(allowed, 22);
        connect(refused, 443);
        connect(refused + ".", 443);
        connect(refused.toUpperCase(Locale.ROOT), 443);
        connect("other" + allowed, 443);
        connect("below." + allowed, 443);
        connect(allowed + "." + refused, 443);
        connect("granted.example", 443);
        connect("127.0.0.1", 80);
        connect("127.1", 80);
        connect(systemName, 80);
        ownAddresses().forEach(address -> connect(address, 80));
        connect("192.0.2.1", 443);
        connect("[::1]", 80);
        connect("169.254.169.254", 80);
        connect("localhost", 80);
        connect("a.localhost", 80);
        connect(refused + "\0." + allowed, 443);
        connect(allowed + "\0." + refused, 443);
        get("http://" + refused + "/", allowed);
        get("http://" + allowed + "@" + refused + "/", refused);
        get("http://" + allowed + ":8080/", allowed);
        Endpoint socks = Endpoint.loopback(world.socksPort());
        add("SOCKS BIND", Exchange.socksBind(socks, allowed, 80));
        add("SOCKS UDP ASSOCIATE", Exchange.socksUdpAssociate(socks));
        List<ProxyOutcome<?>> outcomes = new Volley(outside, LIMIT).hold(exchanges);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            lines.append(names.get(i))
                    .append(": ")
                    .append(outcomes.get(i).describe())
                    .append('\n');
        }
        return lines.toString();
    }

    private List<String> ownAddresses() {
        return world.canaries().stream()
                .filter(canary -> canary.kind().equals("tcp"))
                .map(canary -> canary.address().getAddress())
                .filter(address -> !address.isLoopbackAddress())
                .map(address -> address.getHostAddress().replaceFirst("%.*$", ""))
                .map(text -> text.contains(":") ? "[" + text + "]" : text)
                .toList();
    }

    private void connect(String host, int port) {
        String target = host + ":" + port;
        Endpoint http = Endpoint.loopback(world.httpPort());
        Endpoint socks = Endpoint.loopback(world.socksPort());
        byte[] name = host.replaceAll("[\\[\\]]", "").getBytes(StandardCharsets.ISO_8859_1);
        String path = "/" + world.newToken();
        String line = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
        add("CONNECT " + target, Exchange.send(http, line.getBytes(StandardCharsets.ISO_8859_1), path));
        add("SOCKS " + target, Exchange.socksConnect(socks, name, port, path));
    }

    private void get(String uri, String hostHeader) {
        Endpoint http = Endpoint.loopback(world.httpPort());
        add("GET " + uri + " of " + hostHeader, Exchange.get(http, uri + world.newToken(), hostHeader));
    }

    private void add(String name, Exchange<?> exchange) {
        names.add(name.replace("\0", "\\0"));
        exchanges.add(exchange);
    }
}
