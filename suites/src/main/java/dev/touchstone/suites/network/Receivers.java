package dev.touchstone.suites.network;

import dev.touchstone.fixtures.facts.ReceivingSocket;
import dev.touchstone.fixtures.facts.ReceivingSockets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what in a network namespace can be sent to or connected to: beside the proxies' listeners there is to be nothing. */
final class Receivers {
    private static final int MOST_SAID = 20;

    private Receivers() {}

    /**
     * Reads once, and a second time where a socket has a peer: resolvers make such ones for a moment, to see which address they would
     * send from. Of those only what is there both times counts.
     */
    static ReceivingSockets settled(Supplier<ReceivingSockets> reading) {
        ReceivingSockets first = reading.get();
        if (first.others().stream().noneMatch(ReceivingSocket::connected)) {
            return first;
        }
        List<ReceivingSocket> again = reading.get().others();
        return new ReceivingSockets(
                first.listeners(),
                first.others().stream()
                        .filter(socket -> !socket.connected() || again.contains(socket))
                        .toList());
    }

    /** What is there beside the proxies' listeners, as phrases: "TCP 127.0.0.1:9999 listens", "UDP 127.0.0.1:53 is bound". */
    static List<String> others(ReceivingSockets sockets, Set<Integer> proxyPorts) {
        List<String> others = new ArrayList<>();
        ProxyListeners.others(sockets.listeners(), proxyPorts).forEach(tcp -> others.add("TCP " + tcp + " listens"));
        sockets.others().forEach(socket -> others.add(socket.describe() + " is bound" + inode(socket)));
        return said(others);
    }

    private static String inode(ReceivingSocket socket) {
        return socket.inode() == 0 ? "" : " (socket:[" + socket.inode() + "])";
    }

    /** All of them on one line. */
    static String describe(ReceivingSockets sockets) {
        return "TCP: " + ProxyListeners.describe(sockets.listeners()) + "; of other kinds: "
                + (sockets.others().isEmpty()
                        ? "none"
                        : said(sockets.others().stream()
                                        .map(ReceivingSocket::describe)
                                        .toList())
                                .stream()
                                .collect(Collectors.joining(", ")));
    }

    /** The first ones, and how many more there are: a shared namespace has hundreds. */
    static List<String> said(List<String> all) {
        return all.size() <= MOST_SAID
                ? all
                : Stream.concat(all.stream().limit(MOST_SAID), Stream.of("and " + (all.size() - MOST_SAID) + " more"))
                        .toList();
    }
}
