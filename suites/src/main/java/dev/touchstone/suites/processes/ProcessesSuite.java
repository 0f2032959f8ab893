package dev.touchstone.suites.processes;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.suites.assertions.Deviations;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which processes the sandbox consists of, and the posture of each. */
public class ProcessesSuite {

    @Verifies("PRC-01")
    void processOneIsBubblewrap(Facts facts, Check check) {
        named(facts, check, check.expected("pid").asInt());
    }

    @Verifies("PRC-02")
    void processTwoIsBash(Facts facts, Check check) {
        named(facts, check, check.expected("pid").asInt());
    }

    @Verifies("PRC-03")
    void processesThreeAndFourAreSocat(Facts facts, Check check) {
        check.expected("pids").forEach(pid -> named(facts, check, pid.asInt()));
    }

    @Verifies("PRC-03")
    void thereIsOneSocatForEachPort(Facts facts, Check check) {
        Set<Integer> unserved = new TreeSet<>();
        List<String> commandLines = new ArrayList<>();
        check.expected("pids").forEach(pid -> named(facts, check, pid.asInt()));
        for (var pid : check.expected("pids")) {
            commandLines.add(String.join(" ", facts.commandLine(pid.asInt())));
        }
        for (var port : check.expected("ports")) {
            boolean served = commandLines.stream()
                    .anyMatch(line -> line.matches(".*TCP(4|6)?-LISTEN:" + port.asInt() + "\\b.*UNIX-CONNECT:.*"));
            if (!served) {
                unserved.add(port.asInt());
            }
        }
        check.expects("one listens on " + check.expected("ports") + " each, and connects to a UNIX socket")
                .probe("/proc/PID/cmdline of processes " + check.expected("pids"))
                .lookAt("the socat commands that bash starts before the main process")
                .observes(commandLines.toString());
        assertThat(unserved)
                .withFailMessage("no socat leads these ports to a UNIX socket: %s", unserved)
                .isEmpty();
    }

    @Verifies("PRC-04")
    void processFiveIsTheMainProcess(Sandbox sandbox, Facts facts, Check check) {
        int pid = check.expected("pid").asInt();
        String documented = check.expected("directory")
                .asText()
                .replace("{session}", sandbox.session().id());
        int main = sandbox.guest().pid();
        String directory = facts.workingDirectory(facts.self());
        check.expects("the main process is " + pid + " and works in " + documented)
                .probe("getpid() of the executor, which runs as the main process; /proc/PID/cwd")
                .lookAt("how many processes are started before the main one; bwrap --chdir")
                .observes("process " + main + " in " + directory);
        assertThat(main)
                .withFailMessage("the main process is %d, not %d", main, pid)
                .isEqualTo(pid);
        assertThat(directory)
                .withFailMessage("the main process works in %s", directory)
                .isEqualTo(documented);
    }

    /** If this fails: a process beside the main one has more rights than documented, and may be persuaded to use them. */
    @Verifies("PRC-05")
    void everyProcessOfTheTreeHasItsPosture(SandboxProcesses processes, Check check) {
        posture(processes.all(), processes.main(), check.probe("/proc/PID/status of every process, read inside"));
    }

    /** The same from outside, where no process can hide from a reader that shares its namespaces. */
    @Verifies(value = "PRC-05", by = WITNESSED)
    void everyProcessOfTheTreeHasItsPostureSeenFromOutside(Sandbox sandbox, Check check) {
        posture(
                SandboxProcesses.seenOutside(sandbox),
                sandbox.witness().facts().status(sandbox.witness().guestProcess()),
                check.probe("/proc/PID/status of every process of the sandbox, read outside"));
    }

    private static void posture(List<ProcessStatus> all, ProcessStatus main, Check check) {
        int inner = check.expected("filters").get("main").asInt();
        int outer = check.expected("filters").get("others").asInt();
        Set<Integer> payload = all.stream()
                .filter(process -> process.pid() == main.pid() || process.parent() == main.pid())
                .map(ProcessStatus::pid)
                .collect(Collectors.toSet());
        List<String> deviations = Stream.<Function<ProcessStatus, Optional<String>>>of(
                        Deviations::capabilities,
                        Deviations::noNewPrivileges,
                        process -> Deviations.seccomp(process)
                                .or(() -> Deviations.seccompFilters(
                                        process, payload.contains(process.pid()) ? inner : outer)))
                .flatMap(deviation -> Deviations.among(all, deviation).stream())
                .toList();
        check.expects("every process: no capabilities, NoNewPrivs 1, Seccomp 2; " + inner
                        + " filters on the main process, " + outer + " on the others")
                .lookAt("bwrap --seccomp, which covers every process; apply-seccomp, which covers the main one")
                .observes(
                        deviations.isEmpty() ? all.size() + " processes as documented" : String.join("; ", deviations));
        assertThat(deviations)
                .withFailMessage("processes deviate from the documented posture: %s", String.join("; ", deviations))
                .isEmpty();
        if (all.isEmpty()) {
            throw new UndeterminedException("no process was seen");
        }
    }

    private static void named(Facts facts, Check check, int pid) {
        String documented = check.expected("command").asText();
        check.expects("process " + pid + " is " + documented)
                .probe("/proc/" + pid + "/status and cmdline, read inside")
                .lookAt("the order in which the launch starts its processes; bwrap --unshare-pid, --as-pid-1");
        assertThat(facts.processIds())
                .withFailMessage("there is no process %d", pid)
                .contains(pid);
        String name = facts.status(pid).name();
        check.observes("process " + pid + " is " + name);
        assertThat(name)
                .withFailMessage("process %d is %s, not %s", pid, name, documented)
                .isEqualTo(documented);
        // Only now: a kernel thread, which the process may be, has no command line.
        String program = facts.commandLine(pid).get(0);
        check.observes(name + ", started as " + program);
        assertThat(program.substring(program.lastIndexOf('/') + 1))
                .withFailMessage("process %d calls itself %s but was started as %s", pid, name, program)
                .isEqualTo(documented);
    }
}
