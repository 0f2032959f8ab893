package dev.touchstone.suites.network;

import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.egress.client.Exchange;
import dev.touchstone.fixtures.egress.client.HttpThroughProxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Makes requests to the two proxies, each with a token of its own. Hosts are written as they would be in a URL. */
record Asking(OutsideWorld outside, ProxyPorts ports) {

    /** GET http://host/, with the Host header that belongs to it. */
    Attempt get(String host) {
        return get(host, host.substring(host.lastIndexOf('@') + 1));
    }

    /** GET http://host/ with another Host header. */
    Attempt get(String host, String hostHeader) {
        String token = outside.newToken();
        String how = "GET http://" + host + "/" + (host.endsWith(hostHeader) ? "" : " with Host: " + hostHeader);
        return http(how, token, Exchange.get(ports.http(), "http://" + host + "/" + token, hostHeader));
    }

    /** CONNECT host:port. */
    Attempt connect(String target) {
        return connect(target, target);
    }

    /** CONNECT host:port with another Host header. */
    Attempt connect(String target, String hostHeader) {
        String token = outside.newToken();
        String how = "CONNECT " + target + (target.equals(hostHeader) ? "" : " with Host: " + hostHeader);
        return http(how, token, Exchange.connect(ports.http(), target, hostHeader, "/" + token));
    }

    /** A first line that no client would send, such as {@code GET http://a\0b/}, with a Host header. */
    Attempt line(String method, String target, String hostHeader) {
        String token = outside.newToken();
        String path = target.endsWith("/") ? target + token : target;
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + hostHeader + "\r\n\r\n";
        String how = method + " " + printable(target) + " with Host: " + hostHeader;
        return http(how, token, Exchange.send(ports.http(), HttpThroughProxy.bytes(request), "/" + token));
    }

    /** SOCKS CONNECT by a name, which may be any characters of one byte. */
    Attempt socks(String name, int port) {
        String token = outside.newToken();
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return socks(
                "SOCKS CONNECT " + printable(name) + ":" + port,
                token,
                Exchange.socksConnect(ports.socks(), bytes, port, "/" + token));
    }

    /** SOCKS CONNECT by an address of four or sixteen bytes. */
    Attempt socks(InetAddress address, int port) {
        String token = outside.newToken();
        String how = "SOCKS CONNECT by address type, " + address.getHostAddress() + " port " + port;
        return socks(how, token, Exchange.socksConnect(ports.socks(), address, port, "/" + token));
    }

    /** SOCKS BIND for a name. */
    Attempt bind(String name, int port) {
        return socks(
                "SOCKS BIND " + name + ":" + port, outside.newToken(), Exchange.socksBind(ports.socks(), name, port));
    }

    /** SOCKS UDP ASSOCIATE. */
    Attempt udpAssociate() {
        return socks("SOCKS UDP ASSOCIATE", outside.newToken(), Exchange.socksUdpAssociate(ports.socks()));
    }

    private static Attempt http(String how, String token, Exchange<?> exchange) {
        return new Attempt(how, Attempt.Proxy.HTTP, token, exchange);
    }

    private static Attempt socks(String how, String token, Exchange<?> exchange) {
        return new Attempt(how, Attempt.Proxy.SOCKS, token, exchange);
    }

    /** Control characters as {@code \0} or {@code \x09}. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == 0) {
                printable.append("\\0");
            } else if (c < ' ' || c > '~') {
                printable.append(String.format("\\x%02x", (int) c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }
}
