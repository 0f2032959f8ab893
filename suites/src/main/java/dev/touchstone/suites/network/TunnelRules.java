package dev.touchstone.suites.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which port has to lead to which socket.
 *
 * @param sockets file names with * in them, by port
 */
record TunnelRules(Map<Integer, String> sockets) {

    /** From a row: a mapping of ports to file names. */
    static TunnelRules of(JsonNode documented) {
        Map<Integer, String> sockets = new TreeMap<>();
        documented
                .properties()
                .forEach(entry -> sockets.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asText()));
        return new TunnelRules(sockets);
    }

    /** Those of the paths that fit the file name for this port. */
    List<String> fitting(int port, List<String> paths) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + sockets.get(port));
        return paths.stream().filter(path -> matcher.matches(Path.of(path))).toList();
    }

    /**
     * What is wrong, as phrases.
     *
     * @param present the sockets that are there inside
     */
    List<String> deviations(List<Tunnel> tunnels, List<String> present) {
        List<String> deviations = new ArrayList<>();
        sockets.forEach((port, pattern) -> {
            if (fitting(port, present).isEmpty()) {
                deviations.add("there is no socket " + pattern);
            }
            List<Tunnel> ofPort = tunnels.stream()
                    .filter(tunnel -> tunnel.port().isPresent() && tunnel.port().getAsInt() == port)
                    .toList();
            if (ofPort.isEmpty()) {
                deviations.add("no process leads port " + port + " anywhere");
            }
            ofPort.stream()
                    .filter(tunnel -> tunnel.socket()
                            .filter(socket -> fitting(port, present).contains(socket))
                            .isEmpty())
                    .map(tunnel -> "not to " + pattern + ": " + tunnel.describe())
                    .distinct()
                    .forEach(deviations::add);
        });
        tunnels.stream()
                .filter(tunnel -> tunnel.port().isEmpty()
                        || !sockets.containsKey(tunnel.port().getAsInt()))
                .map(tunnel -> "a tunnel that is not documented: " + tunnel.describe())
                .distinct()
                .forEach(deviations::add);
        return deviations;
    }
}
