package dev.touchstone.suites.network;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that leads a port inside to a UNIX socket.
 *
 * @param pid as the host sees it
 * @param port that it listens on; empty when its command line names none
 * @param socket that it leads to; empty when its command line names none
 */
record Tunnel(int pid, OptionalInt port, Optional<String> socket, List<String> commandLine) {
    // man 1 socat: keywords are told in any case, and have short forms.
    private static final Pattern LISTEN =
            Pattern.compile("(?:TCP[46]?-L(?:ISTEN)?):(?:[^,]*:)?([0-9]{1,5})(?:,.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONNECT =
            Pattern.compile("(?:UNIX(?:-CONNECT|-CLIENT)?|LOCAL):([^,]+)(?:,.*)?", Pattern.CASE_INSENSITIVE);

    /** Reads a command line. */
    static Tunnel of(int pid, List<String> commandLine) {
        OptionalInt port = OptionalInt.empty();
        Optional<String> socket = Optional.empty();
        for (String argument : commandLine) {
            Matcher listen = LISTEN.matcher(argument);
            Matcher connect = CONNECT.matcher(argument);
            if (listen.matches()) {
                port = OptionalInt.of(Integer.parseInt(listen.group(1)));
            } else if (connect.matches()) {
                socket = Optional.of(connect.group(1));
            }
        }
        return new Tunnel(pid, port, socket, commandLine);
    }

    /**
     * The processes of this name in the sandbox's network namespace, seen from outside, where none can hide and none of the
     * launcher's own is taken for one of the sandbox's.
     */
    static List<Tunnel> all(Sandbox sandbox, String command) {
        Facts outside = sandbox.witness().facts();
        long inside = network(outside, sandbox.witness().guestProcess());
        List<Tunnel> tunnels = new ArrayList<>();
        for (int pid : sandbox.witness().processes()) {
            try {
                if (outside.status(pid).name().equals(command) && network(outside, pid) == inside) {
                    tunnels.add(of(pid, outside.commandLine(pid)));
                }
            } catch (FactException e) {
                // One that was forked for a connection has ended with it; any other failure says something.
                if (e.errno().isEmpty() && runs(outside, pid)) {
                    throw e;
                }
            }
        }
        return tunnels;
    }

    /** A process that has ended and was not waited for has a status, and neither a command line nor an executable. */
    private static boolean runs(Facts outside, int pid) {
        try {
            outside.executable(pid);
            return true;
        } catch (FactException e) {
            return e.errno().isEmpty();
        }
    }

    static long network(Facts outside, int pid) {
        return outside.namespaces(pid).get("net");
    }

    /** "port 3128 → /tmp/claude-http-1.sock". */
    String describe() {
        return port.isPresent() && socket.isPresent()
                ? "port " + port.getAsInt() + " → " + socket.get()
                : String.join(" ", commandLine);
    }
}
