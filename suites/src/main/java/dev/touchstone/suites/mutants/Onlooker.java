package dev.touchstone.suites.mutants;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.container.ContainerFacts;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.InstalledFilters;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.fixtures.facts.NetworkRoutes;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.facts.ReceivingSockets;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.seccomp.FilterStack;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.witness.Witness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks at a booted sandbox before it is audited, mostly from outside and without the suites' judgement: what its processes
 * were started as and may do, what they can see, what their filters and proxies say.
 */
final class Onlooker {
    /** Numbers that another boot has others of: pids, inodes, ports, random names. */
    private static final Pattern SHORT_LIVED =
            Pattern.compile("touchstone-[0-9]+-[0-9a-f]{8}|(?<=sandbox-|egress-)[0-9]+|(?<=:\\[)[0-9]+|[0-9a-f]{8,}");

    private static final long MEBI = 1 << 20; // in bytes many digits would be taken for something short-lived
    private static final long KIBI = 1 << 10;
    private static final int FILTERED = 2; // Seccomp: of man 5 proc_pid_status
    private static final int LONGEST_ARGUMENT = 120;

    private final Sandbox sandbox;
    private final Witness witness;
    private final Facts outside;
    private final Facts inside;
    private final List<Integer> processes;
    private final Pattern ports;
    private final SortedMap<String, String> parts = new TreeMap<>();

    private Onlooker(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.witness = sandbox.witness();
        this.outside = witness.facts();
        this.inside = new Facts(sandbox.guest());
        this.processes = witness.processes();
        OutsideWorld world = sandbox.outside();
        this.ports = Pattern.compile("\\b(" + world.httpPort() + "|" + world.socksPort() + ")\\b");
    }

    /** Where a change can be seen. */
    enum Side {
        SANDBOX,
        PROXIES;

        /** Where to look for what a mutant's patch changes. */
        static Set<Side> changedBy(Mutant mutant) {
            Set<Side> sides = EnumSet.noneOf(Side.class);
            mutant.patch().forEach(operation -> {
                boolean egress = operation.get("path").textValue().startsWith("/egress");
                sides.add(egress ? PROXIES : SANDBOX);
            });
            return sides;
        }
    }

    /** Looks once, at all of these sides; what cannot be seen is part of how a sandbox looks. */
    static Appearance look(Sandbox sandbox, Set<Side> sides) {
        Onlooker onlooker = new Onlooker(sandbox);
        if (sides.contains(Side.SANDBOX)) {
            onlooker.lookAtTheSandbox();
        }
        if (sides.contains(Side.PROXIES)) {
            onlooker.see(
                    "answers of the proxies",
                    () -> ProxyAnswers.of(sandbox.witness().unconfined(), sandbox.outside()));
        }
        return new Appearance(onlooker.parts);
    }

    private void lookAtTheSandbox() {
        see("namespaces", this::namespaces);
        see("host name", () -> inside.systemName().node());
        see("terminal session", this::terminalSession);
        see("commands", this::commands);
        see("rights of the processes", this::rights);
        see("mounts", this::mounts);
        see("files at the mounts", this::filesAtTheMounts);
        see("devices", this::devices);
        see("environment", this::environment);
        see("descriptors", this::descriptors);
        see("swap", () -> text("/proc/swaps"));
        see("network", this::network);
        see("calls that a filter refuses", () -> RefusedCalls.of(sandbox.guest()));
        see("installed filters", this::filters);
        if (sandbox.target().boot().kind() == Target.Kind.VM) {
            see("machine", this::machine);
        }
        sandbox.container().ifPresent(container -> {
            see("container", () -> container(container.facts()));
            see("what the container has mounted", () -> attached(container.facts()));
            see(
                    "first process of the container",
                    () -> firstProcess(container.facts().pid()));
        });
    }

    /** Of memory the kernel keeps some for itself, not the same in each boot. */
    private String machine() {
        List<String> lines = new ArrayList<>();
        outside.processors().stream()
                .flatMap(processor -> processor.entrySet().stream())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .forEach(lines::add);
        lines.add("memory about " + outside.memory().getOrDefault("MemTotal", 0L) / KIBI / 100 + "00 MiB");
        lines.add("kernel " + outside.systemName());
        lines.addAll(outside.swaps());
        return lines(lines);
    }

    private static String container(ContainerFacts facts) {
        return lines(List.of(
                "network " + facts.networkMode(),
                "pid " + facts.pidMode(),
                "ipc " + facts.ipcMode(),
                "uts " + facts.utsMode(),
                "cgroup " + facts.cgroupMode(),
                "user " + facts.user(),
                "privileged " + facts.privileged(),
                "read-only " + facts.readOnlyRoot(),
                "security options " + facts.securityOptions(),
                "devices " + facts.devices(),
                "memory " + facts.memory() / MEBI + " MiB, with swap " + facts.memorySwap() / MEBI + " MiB",
                "processor quota " + facts.processorQuota() / 1000 + " ms",
                "core " + facts.core()));
    }

    /** Where from is another place in each run. */
    private static String attached(ContainerFacts facts) {
        return lines(facts.mounts().stream()
                .map(mount -> mount.target() + (mount.writable() ? "" : " (ro)"))
                .sorted()
                .toList());
    }

    private String firstProcess(int pid) {
        return rights(outside.status(pid)) + "\n"
                + new String(outside.file("/proc/" + pid + "/limits", 1 << 14), StandardCharsets.US_ASCII)
                + lines(outside.mounts(pid).stream()
                        .map(mount -> mount.target() + " " + mount.type() + " " + mount.options())
                        .sorted() // an engine mounts several of a kind in any order
                        .toList());
    }

    private interface Look {
        String take();
    }

    private void see(String part, Look look) {
        String seen;
        try {
            seen = look.take();
        } catch (FactException | GuestException e) {
            seen = "cannot be seen: " + e.getMessage();
        }
        parts.put(part, lasting(seen));
    }

    private String lasting(String text) {
        String named = text.replace(sandbox.session().id(), "SESSION")
                .replace(sandbox.session().secret(), "SECRET");
        return SHORT_LIVED.matcher(ports.matcher(named).replaceAll("PORT")).replaceAll("#");
    }

    private String namespaces() {
        Map<String, Long> host = outside.namespaces(outside.guest().pid());
        return lines(outside.namespaces(witness.guestProcess()).entrySet().stream()
                .map(each -> each.getKey()
                        + (each.getValue().equals(host.get(each.getKey())) ? " is the host's" : " is its own"))
                .toList());
    }

    /** Field 6 of /proc/PID/stat (man 5 proc_pid_stat). */
    private String terminalSession() {
        return session(witness.guestProcess()).equals(session((int) witness.launcher())) ? "the launcher's" : "its own";
    }

    private String session(int pid) {
        String stat = new String(outside.file("/proc/" + pid + "/stat", 4096), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    /**
     * With bubblewrap's options, some of which leave no other trace. A line for each argument and the one before it: what comes and
     * goes is seen, and that something moved.
     */
    private String commands() {
        return ofEachProcess(pid -> {
            List<String> arguments = outside.commandLine(pid);
            String program = arguments.get(0).substring(arguments.get(0).lastIndexOf('/') + 1);
            List<String> lines = new ArrayList<>(List.of(program));
            String before = "";
            for (String argument : arguments.subList(1, arguments.size())) {
                String shown = cut(argument);
                lines.add(program + ": " + before + shown);
                before = shown + " ";
            }
            return lines;
        });
    }

    private String cut(String argument) {
        String line = lasting(argument).replace('\n', ' ');
        return line.length() <= LONGEST_ARGUMENT
                ? line
                : line.substring(0, LONGEST_ARGUMENT) + "… (" + Integer.toUnsignedString(line.hashCode(), 36) + ")";
    }

    private String rights() {
        return ofEachProcess(pid -> List.of(rights(outside.status(pid))));
    }

    private static String rights(ProcessStatus process) {
        return process.name() + ": effective " + process.capabilities().effective() + ", inheritable "
                + process.capabilities().inheritable() + ", bounding "
                + process.capabilities().bounding() + ", users " + process.uids() + ", groups " + process.gids()
                + process.groups() + ", NoNewPrivs " + process.noNewPrivileges() + ", filters "
                + process.seccompFilters().orElse(0);
    }

    /** The programs themselves: a change may show in no call that anybody would think of. */
    private String filters() {
        int main = witness.guestProcess();
        if (outside.status(main).seccompMode() != FILTERED) {
            return "none";
        }
        FilterStack stack =
                new InstalledFilters(witness.privileged()).of(List.of(main)).get(main);
        return lines(stack.programs().stream()
                .map(program ->
                        program.instructions().size() + " instructions, " + new FilterStack(List.of(program)).digest())
                .toList());
    }

    private interface OfProcess {
        List<String> lines(int pid);
    }

    private String ofEachProcess(OfProcess look) {
        Set<String> lines = new TreeSet<>();
        for (int pid : processes) {
            try {
                lines.addAll(look.lines(pid));
            } catch (FactException e) {
                // It has ended, or is about to: what stays is what counts.
            }
        }
        return String.join("\n", lines);
    }

    private String mounts() {
        return lines(outside.mounts(witness.guestProcess()).stream()
                .map(mount -> mount.target() + " is " + mount.root() + " of " + mount.type() + " " + mount.options()
                        + (mount.superOptions().contains("ro") ? " of a read-only file system" : ""))
                .toList());
    }

    private String filesAtTheMounts() {
        return lines(outside.mounts(witness.guestProcess()).stream()
                .map(Mount::target)
                .distinct()
                .map(target -> target + " "
                        + inside.fileStatus(target)
                                .map(status -> Integer.toOctalString(status.mode()) + " of " + status.uid()
                                        + ", device " + status.major() + ":" + status.minor())
                                .orElse("is not there"))
                .toList());
    }

    private String devices() {
        return lines(inside.directory("/dev").stream().sorted().toList());
    }

    private String environment() {
        return lines(outside.environment(witness.guestProcess()).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList());
    }

    /** Of each process; but for the main one without sockets, of which tunnels have one more while they serve somebody. */
    private String descriptors() {
        return ofEachProcess(pid -> {
            String name = outside.status(pid).name();
            return outside.descriptors(pid).entrySet().stream()
                    .filter(each ->
                            pid == witness.guestProcess() || !each.getValue().startsWith("socket:"))
                    .map(each -> name + ": " + each.getKey() + " is " + each.getValue())
                    .toList();
        });
    }

    private String network() {
        List<String> lines = new ArrayList<>();
        inside.networkInterfaces().forEach(name -> lines.add("interface " + name));
        inside.routes().forEach(route -> lines.add("route " + route));
        ReceivingSockets sockets = outside.receivingSockets(witness.guestProcess());
        sockets.listeners().forEach(listener -> lines.add("listener " + listener.address() + " " + listener.port()));
        sockets.others().stream()
                .filter(socket -> !socket.connected()) // those come and go
                .forEach(socket -> lines.add("receiver " + socket.describe()));
        NetworkRoutes routes = outside.networkRoutes(witness.guestProcess());
        routes.ipv4().forEach(route -> lines.add(route.toString()));
        routes.ipv6().forEach(route -> lines.add(route.toString()));
        routes.ipv6Addresses().forEach(address -> lines.add(address.toString()));
        text("/proc/net/route").lines().forEach(lines::add); // those over the loopback interface as well
        lines.sort(null);
        return lines(lines);
    }

    private String text(String file) {
        return new String(inside.file(file, 1 << 16), StandardCharsets.ISO_8859_1);
    }

    private static String lines(List<String> lines) {
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
