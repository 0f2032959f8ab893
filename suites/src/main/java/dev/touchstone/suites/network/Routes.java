package dev.touchstone.suites.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.egress.client.Endpoint;
import dev.touchstone.fixtures.guest.AddressFamily;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks the kernel whether it has a route, by connecting a socket that has no handshake: it looks up the route and the source
 * address, and sends nothing (man 7 udp, man 7 raw; __ip4_datagram_connect and __ip6_datagram_connect).
 *
 * @param asked one for each address
 */
record Routes(List<Asked> asked) {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Any would do, for nothing is sent; this is "discard". */
    private static final int PORT = 9;

    /** With which socket. */
    enum Kind {
        UDP(SocketFlags.SOCK_DGRAM, 0, 0),
        /** Echo requests of an ordinary user (net.ipv4.ping_group_range). */
        ICMP(SocketFlags.SOCK_DGRAM, SocketFlags.IPPROTO_ICMP, SocketFlags.IPPROTO_ICMPV6),
        /** Any ICMP, with CAP_NET_RAW. */
        RAW(SocketFlags.SOCK_RAW, SocketFlags.IPPROTO_ICMP, SocketFlags.IPPROTO_ICMPV6);

        private final int type;
        private final int protocol;
        private final int protocolOfIpv6;

        Kind(int type, int protocol, int protocolOfIpv6) {
            this.type = type;
            this.protocol = protocol;
            this.protocolOfIpv6 = protocolOfIpv6;
        }

        private int protocol(AddressFamily family) {
            return family == AddressFamily.AF_INET6 ? protocolOfIpv6 : protocol;
        }
    }

    /**
     * One answer.
     *
     * @param hasSocket whether there was a socket to connect; else the result is that of socket()
     */
    record Asked(Kind kind, InetAddress address, boolean hasSocket, Result result) {
        boolean reached() {
            return !result.failed();
        }

        /** "udp 192.0.2.1: ENETUNREACH", "raw 192.0.2.1: no socket, EPERM", "udp 10.0.0.1: a route". */
        String describe() {
            String what = reached() ? "a route" : (hasSocket ? "" : "no socket, ") + result.describe();
            return name() + ": " + what;
        }

        String name() {
            return kind.name().toLowerCase(Locale.ROOT) + " " + address.getHostAddress();
        }
    }

    /** Addresses of a row. */
    static List<InetAddress> addresses(JsonNode texts) {
        List<InetAddress> addresses = new ArrayList<>();
        texts.forEach(text -> addresses.add(address(text.asText())
                .orElseThrow(() -> new IllegalStateException("the profile has an address that is none: " + text))));
        return addresses;
    }

    /** The servers that a resolv.conf names (man 5 resolv.conf), those on the loopback interface left out. */
    static List<InetAddress> nameServers(String resolvConf) {
        return resolvConf
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("nameserver "))
                .map(line -> line.substring("nameserver ".length()).strip().replaceFirst("%.*$", ""))
                .flatMap(text -> address(text).stream())
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    /** Never looks a name up. */
    private static Optional<InetAddress> address(String text) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
    }

    /** Asks for each address, in their order. */
    static Routes ask(Guest guest, Kind kind, List<InetAddress> addresses) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        List<Batch.Step> sockets = new ArrayList<>();
        List<Batch.Step> connects = new ArrayList<>();
        for (InetAddress address : addresses) {
            Endpoint endpoint = Endpoint.of(new InetSocketAddress(address, PORT));
            byte[] bytes = endpoint.socketAddress();
            Batch.Step socket =
                    batch.call(Syscall.SOCKET, endpoint.family(), kind.type, kind.protocol(endpoint.family()));
            sockets.add(socket);
            connects.add(batch.call(Syscall.CONNECT, socket, batch.input(bytes), bytes.length));
        }
        Answer answer = guest.ask(batch.build());
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            Result socket = answer.result(sockets.get(i));
            Result result = socket.failed() ? socket : answer.result(connects.get(i));
            asked.add(new Asked(kind, addresses.get(i), !socket.failed(), result));
        }
        return new Routes(asked);
    }

    /** All of them on one line. */
    String describe() {
        return asked.stream().map(Asked::describe).collect(Collectors.joining(", "));
    }

    /** Those that a route leads to. */
    List<String> reached() {
        return asked.stream().filter(Asked::reached).map(Asked::name).toList();
    }

    /** Errors of connect() that are none of the documented ones. */
    Set<String> unknown(JsonNode documented) {
        Set<String> unknown = asked.stream()
                .filter(each -> each.hasSocket() && !each.reached())
                .map(each -> each.result().describe())
                .collect(Collectors.toCollection(TreeSet::new));
        documented.forEach(name -> unknown.remove(name.asText()));
        return unknown;
    }

    /** Whether not a single socket could be made, so that no route was asked for. */
    boolean withoutSockets() {
        return asked.stream().noneMatch(Asked::hasSocket);
    }
}
