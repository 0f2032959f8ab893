package dev.touchstone.suites.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.egress.client.Endpoint;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.SocketFlags;
import dev.touchstone.fixtures.guest.Syscall;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the kernel whether it has a route, by connecting a UDP socket: it looks up the route and the source address, and sends
 * nothing (man 7 udp; ip4_datagram_connect and ip6_datagram_connect).
 */
final class Routes {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Any would do, for nothing is sent; this is "discard". */
    private static final int PORT = 9;

    private Routes() {}

    /** Addresses of a row. */
    static List<InetAddress> addresses(JsonNode texts) {
        List<InetAddress> addresses = new ArrayList<>();
        texts.forEach(text -> {
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(text.asText());
            if (address == null) {
                throw new IllegalStateException("the profile has an address that is none: " + text);
            }
            addresses.add(address);
        });
        return addresses;
    }

    /** The answer for each address, in their order: of socket() where there is not even a socket of that family. */
    static Map<InetAddress, Result> ask(Guest guest, List<InetAddress> addresses) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Map<InetAddress, List<Batch.Step>> steps = new LinkedHashMap<>();
        for (InetAddress address : addresses) {
            Endpoint endpoint = Endpoint.of(new InetSocketAddress(address, PORT));
            byte[] bytes = endpoint.socketAddress();
            Batch.Step socket = batch.call(Syscall.SOCKET, endpoint.family(), SocketFlags.SOCK_DGRAM, 0);
            steps.put(address, List.of(socket, batch.call(Syscall.CONNECT, socket, batch.input(bytes), bytes.length)));
        }
        Answer answer = guest.ask(batch.build());
        Map<InetAddress, Result> answers = new LinkedHashMap<>();
        steps.forEach((address, both) -> {
            Result socket = answer.result(both.get(0));
            answers.put(address, socket.failed() ? socket : answer.result(both.get(1)));
        });
        return answers;
    }

    /** "192.0.2.1: ENETUNREACH, 10.0.0.1: a route". */
    static String describe(Map<InetAddress, Result> answers) {
        List<String> texts = new ArrayList<>();
        answers.forEach((address, result) -> texts.add(address.getHostAddress() + ": " + describe(result)));
        return String.join(", ", texts);
    }

    private static String describe(Result result) {
        return result.failed() ? result.describe() : "a route";
    }

    /** Those that a route leads to. */
    static List<String> reached(Map<InetAddress, Result> answers) {
        List<String> reached = new ArrayList<>();
        answers.forEach((address, result) -> {
            if (!result.failed()) {
                reached.add(address.getHostAddress());
            }
        });
        return reached;
    }

    /** Errors that are none of the documented ones. */
    static Set<String> unknown(Map<InetAddress, Result> answers, JsonNode documented) {
        Set<String> unknown = new TreeSet<>();
        answers.values().stream().filter(Result::failed).map(Result::describe).forEach(unknown::add);
        documented.forEach(name -> unknown.remove(name.asText()));
        return unknown;
    }
}
