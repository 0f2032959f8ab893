package dev.touchstone.suites.privileges;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThatEach;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.CapabilitySet;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.assertions.ProcessAssert;
import dev.touchstone.suites.oracle.Attribution.Finding;
import dev.touchstone.suites.oracle.CapabilityOracles;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.oracle.DryRun;
import dev.touchstone.suites.oracle.EnosysRefusals;
import dev.touchstone.suites.oracle.FilterOracles;
import dev.touchstone.suites.oracle.FilterRules;
import dev.touchstone.suites.oracle.Oracle;
import dev.touchstone.suites.oracle.ProbeAnswer;
import dev.touchstone.suites.oracle.SideDoors;
import dev.touchstone.suites.oracle.UserNamespaces;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the processes of the sandbox may do: capabilities, no new privileges, seccomp, users. */
public class PrivilegesSuite {
    private static final int MOST_SAID_OF_ONE_CALL = 4;
    private static final String STATUS = "/proc/PID/task/TID/status of the main process and all it started";

    /** If this fails: the launch keeps or adds capabilities (bwrap --cap-drop ALL, --cap-add; docker --cap-add). */
    @Verifies("PRV-01")
    void everyCapabilitySetIsEmpty(SandboxProcesses processes, Check check) {
        List<ProcessStatus> threads = processes.payloadThreads();
        check.expects("CapEff, CapPrm, CapInh and CapAmb are 0 for every process and thread of the payload")
                .probe(STATUS)
                .lookAt("bwrap --cap-drop ALL and no --cap-add")
                .observes(capabilities(threads));
        assertThatEach(threads).hasNoCapabilities();
    }

    /** If this fails: the named call is open, whatever the capability sets say. */
    @Verifies(value = "PRV-01", by = BEHAVED)
    void everythingThatNeedsACapabilityIsRefused(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings = controls.capabilities(CapabilityOracles.all());
        check.expects("EPERM for every call that needs a capability")
                .probe("harmless calls that check a capability first, each in a child of its own")
                .lookAt("bwrap --cap-drop ALL; a user namespace in which the payload is root")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        findings.requireNoneOpen("calls that need a capability go through");
        findings.requireControl(sandbox.witness());
        // Where one call shows that a capability is gone, another may lack a control: a file system that is read-only,
        // for one.
        Set<String> gone = findings.with(Finding.REFUSED).stream()
                .map(asked -> CapabilityOracles.capability(asked.oracle()))
                .collect(Collectors.toSet());
        determined(findings.unproven().stream()
                .filter(asked -> asked.attribution().finding() == Finding.UNKNOWN
                        || !gone.contains(CapabilityOracles.capability(asked.oracle())))
                .toList());
        if (gone.isEmpty()) {
            throw new UndeterminedException("this kernel has none of the calls that need a capability");
        }
    }

    @Verifies("PRV-02")
    void everyProcessHasNoNewPrivileges(SandboxProcesses processes, Check check) {
        List<ProcessStatus> all = processes.all();
        check.expects("NoNewPrivs: 1 for every process of the sandbox")
                .probe("/proc/PID/status of every process of the sandbox")
                .lookAt("the launcher's PR_SET_NO_NEW_PRIVS; bwrap always sets it")
                .observes(summary(all, process -> process.noNewPrivileges() ? "1" : "0"));
        assertThatEach(all).hasNoNewPrivileges();
    }

    /** Without CAP_SYS_ADMIN the kernel installs a filter only for a process with no_new_privs (man 2 seccomp: EACCES). */
    @Verifies(value = "PRV-02", by = BEHAVED)
    void theKernelTreatsTheProcessAsOneThatGainsNothing(Sandbox sandbox, Controls controls, Check check) {
        Oracle oracle = Oracle.of("seccomp(SECCOMP_SET_MODE_FILTER, allow everything)", "success", batch -> {
            // Whoever has CAP_SYS_ADMIN may do it anyway: the child gives up what it has (man 2 capset, version 3).
            ByteBuffer version =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0x2008_0522);
            batch.call(Syscall.CAPSET, batch.inOut(version.array()), batch.input(new byte[24]));
            Batch.Buffer allow =
                    batch.input((byte) 6, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0xff, (byte) 0x7f);
            Batch.Buffer program = batch.inOut(new byte[16]);
            batch.store(program, 2, 1);
            batch.store(program.address(8), 8, allow);
            return batch.call(Syscall.SECCOMP, 1, 0, program);
        });
        ProbeAnswer control = controls.unconfined(oracle);
        ProbeAnswer inside = oracle.ask(sandbox.guest());
        check.expects("a filter may be installed without a capability, which only no_new_privs allows")
                .probe(oracle.call() + " in a child; the same user unconfined gets " + control.describe())
                .lookAt("PR_SET_NO_NEW_PRIVS between the launcher and the main process")
                .observes(inside.describe());
        if (!control.is(Errno.EACCES)) {
            throw new UndeterminedException("the control has no_new_privs itself (" + control.describe()
                    + "), so that the sandbox's answer proves nothing");
        }
        if (inside.is(Errno.EACCES)) {
            throw new AssertionError(
                    "the process can gain privileges: the kernel refuses it a filter of its own (EACCES)");
        }
        if (!(inside instanceof ProbeAnswer.Succeeded)) {
            throw new UndeterminedException("an answer that says neither yes nor no: " + inside.describe());
        }
    }

    @Verifies("PRV-03")
    void everyProcessOfThePayloadIsFiltered(SandboxProcesses processes, Check check) {
        List<ProcessStatus> threads = processes.payloadThreads();
        check.expects("Seccomp: 2 for every process and thread of the payload")
                .probe(STATUS)
                .lookAt("bwrap --seccomp, apply-seccomp")
                .observes(summary(threads, thread -> "mode " + thread.seccompMode()));
        assertThatEach(threads).isFilteredBySeccomp();
    }

    @Verifies(value = "PRV-03", by = BEHAVED)
    void aFilterRefusesWhatTheKernelWouldAllow(Sandbox sandbox, Controls controls, Check check) {
        List<Oracle> oracles = new ArrayList<>(SideDoors.unixSockets());
        oracles.addAll(FilterOracles.base().subList(0, 5));
        Controls.Findings findings = controls.filters(oracles);
        check.expects("at least one call is refused that the same user gets through unconfined")
                .probe("calls that fail on their arguments before a capability is looked at, inside and unconfined")
                .lookAt("the seccomp programs: do they deny anything (RET_ERRNO), or only log?")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        findings.requireControl(sandbox.witness());
        boolean unclear = findings.with(Finding.OPEN).isEmpty()
                || Stream.of(Finding.UNKNOWN, Finding.NO_CONTROL, Finding.UNSEEN)
                        .anyMatch(finding -> !findings.with(finding).isEmpty());
        if (findings.with(Finding.FILTERED).isEmpty() && unclear) {
            throw new UndeterminedException("no call is known to be refused by a filter: " + findings.summary());
        }
        assertThat(findings.with(Finding.FILTERED))
                .withFailMessage("no filter refuses anything: every call gets as far as unconfined")
                .isNotEmpty();
    }

    @Verifies("PRV-04")
    void theMainProcessRunsUnderTheDocumentedNumberOfFilters(SandboxProcesses processes, Check check) {
        int filters = check.expected("filters").asInt();
        ProcessStatus main = processes.main();
        check.expects("Seccomp_filters: " + filters + " on the main process")
                .probe("/proc/" + main.pid() + "/status")
                .lookAt("bwrap --seccomp (the base filter) and apply-seccomp (the socket filter)")
                .observes(
                        main.seccompFilters().isPresent()
                                ? String.valueOf(main.seccompFilters().getAsInt())
                                : "not said by this kernel");
        assertThat(main).hasSeccompFilters(filters);
    }

    @Verifies(value = "PRV-05", by = BEHAVED)
    void unixSocketsAreRefused(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings = controls.filters(Stream.of(
                        SideDoors.unixSockets(),
                        SideDoors.unixSocketsWithFlags(),
                        SideDoors.unixSocketsOfTheirOwnProtocol())
                .flatMap(List::stream)
                .toList());
        ProbeAnswer inet = Oracle.of("socket(AF_INET)", "success", batch -> batch.call(Syscall.SOCKET, 2, 1, 0))
                .ask(sandbox.guest());
        check.expects("socket(AF_UNIX) of every type is refused by a filter, while socket(AF_INET) works")
                .probe(
                        "socket() of stream, datagram, raw and seqpacket type, with and without flags, for no protocol and for the"
                                + " family's own, inside and unconfined")
                .lookAt("the socket filter on the main process (apply-seccomp)")
                .observes(findings.summary() + "; AF_INET: " + inet.describe())
                .attach("who refused", findings.evidence());
        refuses(sandbox, findings, "UNIX sockets can be made");
        String errno = check.expected("errno").asText();
        List<String> otherwise = findings.with(Finding.FILTERED).stream()
                .filter(asked -> !asked.inside().describe().equals(errno))
                .map(Controls.Asked::describe)
                .toList();
        assertThat(otherwise)
                .withFailMessage("UNIX sockets are refused otherwise than by %s: %s", errno, otherwise)
                .isEmpty();
        assertThat(inet)
                .withFailMessage("socket(AF_INET) does not work either (%s): not a filter on AF_UNIX", inet.describe())
                .isInstanceOf(ProbeAnswer.Succeeded.class);
        if (findings.with(Finding.FILTERED).size() != findings.asked().size()) {
            throw new UndeterminedException("not every refusal could be attributed:\n" + findings.evidence());
        }
    }

    /** If this fails: the socket filter lists what it refuses in place of what it allows, or allows too much. */
    @Verifies(value = "PRV-06", by = BEHAVED)
    void noOtherFamilyOfSocketsIsOpen(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings = controls.filters(SideDoors.otherFamilies());
        check.expects("no socket but those of AF_INET and AF_INET6")
                .probe("socket() of families that lead to the hypervisor, into the kernel's configuration or into code"
                        + " that is rarely used, inside and unconfined")
                .lookAt("the families that the socket filter allows")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        refuses(sandbox, findings, "sockets of other families can be made");
    }

    /** If this fails: the base filter is missing, empty, or lets the named calls through. How many filters there are is PRV-04. */
    @Verifies(value = "PRV-06", by = BEHAVED)
    void theBaseFilterRefusesEachDangerousCall(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings = controls.filters(FilterOracles.base());
        check.expects("a filter refuses each call that administers the system or reaches into other processes")
                .probe("calls that fail on their arguments before a capability is looked at, inside and unconfined")
                .lookAt("the deny list of the base filter")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        refuses(sandbox, findings, "no filter stands before these calls");
        if (findings.with(Finding.FILTERED).isEmpty()) {
            throw new UndeterminedException(
                    "this kernel has none of the dangerous calls, so that nothing proves a filter");
        }
    }

    /**
     * If this fails: the named call is missing from every filter's deny list. The kernel may still refuse it for want of a capability,
     * which is then all that stands before it.
     */
    @Verifies(value = "PRV-06", by = BEHAVED)
    void aFilterStandsBeforeEachDangerousCall(Guest guest, Check check) {
        check.expects(
                        "a filter refuses each of the dangerous calls, with zeros and with every operation and flag that it has")
                .lookAt("the deny list of the base filter");
        Map<String, Boolean> saidToBeThere = new HashMap<>();
        noneIsLetThrough(
                FilterRules.always(check.expected("refused"), guest.architecture()),
                name -> saidToBeThere.computeIfAbsent(callOf(name), call -> answersOtherwise(guest, call)),
                "no filter refuses these calls",
                guest,
                check);
    }

    /** The name of the call, without its arguments. */
    private static String callOf(String text) {
        return text.contains("(") ? text.substring(0, text.indexOf('(')) : text;
    }

    /** A few for each call: where a filter knows nothing of a call, all of its arguments are open. */
    private static String shortened(List<String> open) {
        return open.stream()
                .collect(Collectors.groupingBy(PrivilegesSuite::callOf, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ofOneCall ->
                        String.join(", ", ofOneCall.subList(0, Math.min(ofOneCall.size(), MOST_SAID_OF_ONE_CALL)))
                                + (ofOneCall.size() > MOST_SAID_OF_ONE_CALL
                                        ? " and " + (ofOneCall.size() - MOST_SAID_OF_ONE_CALL) + " more of "
                                                + callOf(ofOneCall.get(0))
                                        : ""))
                .collect(Collectors.joining(", "));
    }

    /** Whether a call is known not to be refused with ENOSYS: it was made, in ways that do no harm. */
    private static boolean answersOtherwise(Guest guest, String name) {
        List<Oracle> oracles = Stream.concat(FilterOracles.base().stream(), CapabilityOracles.all().stream())
                .filter(oracle -> oracle.call().startsWith(name + "("))
                .toList();
        return !oracles.isEmpty() && Oracle.askAll(guest, oracles).stream().noneMatch(each -> each.is(Errno.ENOSYS));
    }

    @Verifies(value = "PRV-06", by = BEHAVED)
    void aFilterStandsBeforeEachDangerousArgument(Guest guest, Check check) {
        check.expects("a filter refuses each of the dangerous arguments, which open a call that is harmless otherwise")
                .lookAt("the conditions of the base filter, and that they compare the low 32 bits");
        noneIsLetThrough(
                FilterRules.forArguments(check.expected("arguments"), guest.architecture()),
                name -> false,
                "no filter refuses these arguments",
                guest,
                check);
    }

    @Verifies(value = "PRV-06", by = BEHAVED)
    void aFilterStandsBeforeEveryOtherFamilyOfSockets(Guest guest, Check check) {
        check.expects("a filter refuses sockets of every family but " + check.expected("families"))
                .lookAt("the families that the socket filter allows");
        noneIsLetThrough(
                FilterRules.socketsBeside(check.expected("families"), guest.architecture()),
                name -> false,
                "no filter refuses sockets of these families, whether this kernel has them or not",
                guest,
                check);
    }

    @Verifies(value = "PRV-06", by = BEHAVED)
    void aFilterStandsBeforeTheX32Abi(Guest guest, Check check) {
        check.expects("a filter refuses calls of the x32 ABI, or kills for them")
                .lookAt("whether the filters look at bit 30 of the call's number");
        noneIsLetThrough(
                FilterRules.ofX32(guest.architecture()),
                name -> false,
                "no filter refuses calls of the x32 ABI, whether this kernel has it or not",
                guest,
                check);
    }

    /** @param known whether a call is known not to be refused with ENOSYS, which to a dry run looks like one that is let through */
    private static void noneIsLetThrough(
            Map<String, Function<Batch.Builder, Batch.Step>> calls,
            Predicate<String> known,
            String finding,
            Guest guest,
            Check check) {
        DryRun run = DryRun.of(guest, calls);
        check.probe(
                "a child with one more filter, which hands every call to a tracer that is not there: what the others"
                        + " let through comes back with ENOSYS, and is not made");
        run.obstacle().ifPresent(obstacle -> {
            check.observes(obstacle);
            throw new UndeterminedException("calls cannot be tried without being made: " + obstacle);
        });
        Map<String, Function<Batch.Builder, Batch.Step>> asked = new LinkedHashMap<>(calls);
        asked.remove(FilterRules.CONTROL);
        if (!run.letsThrough(FilterRules.CONTROL)) {
            String control = FilterRules.CONTROL + ": "
                    + run.answers().get(FilterRules.CONTROL).describe();
            check.observes(control);
            throw new UndeterminedException("the control is refused as well: " + control);
        }
        Map<String, Function<Batch.Builder, Batch.Step>> unsure = new LinkedHashMap<>(asked);
        unsure.keySet().removeIf(name -> !run.letsThrough(name) || known.test(name));
        EnosysRefusals refusals = EnosysRefusals.of(guest, unsure);
        List<String> open = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        asked.keySet().forEach(name -> {
            if (run.refuses(name) || refusals.refused().contains(name)) {
                return;
            }
            if (run.letsThrough(name)
                    && (!unsure.containsKey(name) || refusals.unclear().isEmpty())) {
                open.add(name);
            } else {
                unclear.add(name + ": " + run.answers().get(name).describe());
            }
        });
        int refused = asked.size() - open.size() - unclear.size();
        refusals.unclear().ifPresent(unclear::add);
        check.observes(refused + " of " + asked.size() + " refused by a filter"
                + (open.isEmpty() ? "" : ", let through: " + shortened(open))
                + (unclear.isEmpty() ? "" : ", neither: " + unclear));
        assertThat(open).withFailMessage("%s: %s", finding, shortened(open)).isEmpty();
        if (!unclear.isEmpty()) {
            throw new UndeterminedException("neither refused nor let through: " + String.join(", ", unclear));
        }
    }

    @Verifies(value = "PRV-06", by = BEHAVED)
    void noOtherEncodingOrAbiOpensAUnixSocket(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings =
                controls.filters(SideDoors.disguisedUnixSockets(sandbox.guest().architecture()));
        check.expects("socket(AF_UNIX) is refused, or kills, by every ABI and encoding of the call")
                .probe("high bits in the domain; on x86_64 also x32 and int 0x80, as machine code in a child")
                .lookAt("architecture and x32 rules of the socket filter; comparison of the low 32 bits")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        refuses(sandbox, findings, "UNIX sockets can be made by a side door");
    }

    @Verifies(value = "PRV-06", by = BEHAVED)
    void ioUringIsRefused(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings = controls.filters(SideDoors.rings());
        check.expects("io_uring_setup is refused: a ring opens sockets that no filter sees")
                .probe("io_uring_setup with and without parameters, inside and unconfined")
                .lookAt("io_uring_setup, io_uring_enter and io_uring_register in the filters' deny lists")
                .observes(findings.summary())
                .attach("who refused", findings.evidence());
        refuses(sandbox, findings, "io_uring is open");
    }

    @Verifies(value = "PRV-06", by = BEHAVED)
    void noDatagramPairReachesOtherSockets(Sandbox sandbox, Controls controls, Check check) {
        check.expects("no pair of datagram sockets that can send to other sockets")
                .probe(
                        "socketpair(AF_UNIX) of SOCK_DGRAM and of SOCK_RAW, with and without flags or a protocol, then sendto(),"
                                + " sendmsg(), sendmmsg() and connect() to a name, from one end")
                .lookAt("socketpair in the socket filter");
        List<String> observed = new ArrayList<>();
        List<SideDoors.DatagramType> types = SideDoors.datagramTypes();
        Controls.Findings pairs =
                controls.filters(types.stream().map(SideDoors::datagramPair).toList());
        for (int i = 0; i < types.size(); i++) {
            SideDoors.DatagramType type = types.get(i);
            Controls.Asked pair = pairs.asked().get(i);
            observed.add(pair.describe());
            check.observes(String.join("; ", observed));
            if (pair.attribution().finding() == Finding.OPEN) {
                Controls.Findings sends = controls.filters(SideDoors.datagramPairSends(type));
                sends.asked().forEach(send -> observed.add(send.describe()));
                check.observes(String.join("; ", observed));
                refuses(
                        sandbox,
                        sends,
                        "an end of a socketpair of " + type + " sends datagrams to any socket whose name it can see");
            } else {
                refuses(sandbox, new Controls.Findings(List.of(pair)), "a datagram pair can be made");
            }
        }
    }

    @Verifies("PRV-07")
    void theMainProcessRunsAsAnOrdinaryUser(SandboxProcesses processes, Check check) {
        List<ProcessStatus> threads = processes.payloadThreads();
        check.expects("uid = gid > 1000 (real, effective, saved, file system) and no supplementary groups")
                .probe(STATUS)
                .lookAt("the user that starts the launcher; bwrap --uid, --gid")
                .observes(summary(
                        threads,
                        thread -> "uid " + thread.uids() + " gid " + thread.gids() + " groups " + thread.groups()));
        assertThatEach(threads).runsAsAnOrdinaryUser();
    }

    /** From inside, the host's root is nobody: a user namespace shows it as the overflow id. */
    @Verifies(value = "PRV-07", by = WITNESSED)
    void noProcessIsTheHostsRoot(Sandbox sandbox, Check check) {
        List<ProcessStatus> inside = SandboxProcesses.seenOutside(sandbox);
        List<String> root = inside.stream()
                .filter(process -> process.uids().contains(0L) || process.gids().contains(0L))
                .map(ProcessStatus::name)
                .toList();
        check.expects("no process of the sandbox has the uid or the gid 0 on the host")
                .probe("/proc/PID/status of every process of the sandbox, read outside")
                .lookAt("the user that starts the launcher; processes that were sent into the sandbox later")
                .observes(inside.size() + " processes, as the host's root: " + root);
        assertThat(root)
                .withFailMessage("processes run as the host's root: %s", root)
                .isEmpty();
        if (inside.isEmpty()) {
            throw new UndeterminedException("no process of the sandbox was seen outside");
        }
    }

    @Verifies(value = "PRV-07", by = BEHAVED)
    void sudoAndSuGiveNothing(Guest guest, Check check) {
        SwitchUser switchUser = new SwitchUser(guest);
        List<SwitchUser.Attempt> attempts = switchUser.attempts();
        check.expects("sudo and su are missing or fail")
                .probe("sudo -n true and su root -c true, without a terminal and with empty input")
                .lookAt("sudoers, an empty root password, a setuid program that no_new_privs does not stop")
                .observes(attempts.stream().map(SwitchUser.Attempt::describe).collect(Collectors.joining("; ")));
        List<String> succeeded = attempts.stream()
                .filter(SwitchUser.Attempt::succeeded)
                .map(SwitchUser.Attempt::describe)
                .toList();
        assertThat(succeeded)
                .withFailMessage("somebody else's rights are to be had: %s", String.join("; ", succeeded))
                .isEmpty();
    }

    @Verifies(value = "PRV-07", by = BEHAVED)
    void theShadowFileCannotBeRead(Guest guest, Check check) {
        Batch.Builder batch = Batch.inline();
        Batch.Step open = batch.call(Syscall.OPENAT, -100, batch.text("/etc/shadow"), 02000000, 0);
        Result result = guest.ask(batch.build()).result(open);
        check.expects("EACCES, or no such file")
                .probe("open(\"/etc/shadow\", O_RDONLY)")
                .lookAt("root in the sandbox's user namespace; a root directory that is the host's")
                .observes(result.failed() ? result.describe() : "opened");
        if (!result.failed()) {
            Batch.Builder close = Batch.inline();
            close.call(Syscall.CLOSE, result.value());
            guest.ask(close.build());
        }
        assertThat(result.failed()).withFailMessage("/etc/shadow can be read").isTrue();
        if (!result.failedWith(Errno.EACCES) && !result.failedWith(Errno.ENOENT)) {
            throw new UndeterminedException("/etc/shadow: " + result.describe());
        }
    }

    @Verifies(value = "PRV-08", by = BEHAVED)
    void noUserNamespaceGivesCapabilitiesBack(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings = controls.filters(UserNamespaces.all());
        check.expects("no new user namespace, by whichever call")
                .probe("unshare, clone and clone3 with CLONE_NEWUSER, each in a child, inside and unconfined; the same"
                        + " with further flags inside")
                .lookAt("bwrap --disable-userns; clone flags in the base filter; clone3 must be ENOSYS")
                .observes(describeLimits(findings))
                .attach("who refused", findings.evidence());
        List<String> open = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (Controls.Asked asked : findings.with(Finding.OPEN)) {
            // That the same user gets no further outside is what a machine does that has none, or no more, for anybody.
            if (asked.inside() instanceof ProbeAnswer.Succeeded) {
                open.add(asked.describe());
            } else if (!UserNamespaces.refuses(asked.inside())) {
                unclear.add(asked.oracle().call() + ": " + asked.inside().describe());
            }
        }
        List<Oracle> further = UserNamespaces.withOtherFlags();
        List<ProbeAnswer> answers = Oracle.askAll(sandbox.guest(), further);
        for (int i = 0; i < further.size(); i++) {
            if (answers.get(i) instanceof ProbeAnswer.Succeeded) {
                open.add(further.get(i).call() + ": success");
            } else if (!UserNamespaces.refuses(answers.get(i))) {
                unclear.add(further.get(i).call() + ": " + answers.get(i).describe());
            }
        }
        if (!open.isEmpty()) {
            Controls.Asked regained = controls.filter(UserNamespaces.regained());
            check.observes(String.join("; ", open) + "; " + regained.describe());
            throw new AssertionError("a user namespace can be made, and every capability with it:\n"
                    + String.join("\n", open) + "\n" + regained.describe());
        }
        findings.requireControl(sandbox.witness());
        determined(findings.unproven().stream()
                .filter(asked -> !UserNamespaces.isLimit(asked.inside()))
                .toList());
        if (!unclear.isEmpty()) {
            throw new UndeterminedException("answers that say neither yes nor no: " + String.join("; ", unclear));
        }
    }

    @Verifies("PRV-09")
    void theBoundingSetIsEmpty(SandboxProcesses processes, Check check) {
        List<ProcessStatus> threads = processes.payloadThreads();
        check.expects("CapBnd is 0 for every process of the payload")
                .probe(STATUS)
                .lookAt("bwrap --cap-drop ALL; PR_CAPBSET_DROP")
                .observes(summary(
                        threads, thread -> "CapBnd " + thread.capabilities().bounding()));
        assertThatEach(threads).hasEmptyBoundingSet();
    }

    @Verifies(value = "PRV-09", by = BEHAVED)
    void theKernelHoldsNoCapabilityInTheBoundingSet(Guest guest, Check check) {
        Batch.Builder batch = Batch.inline();
        List<Batch.Step> steps = new ArrayList<>();
        for (int capability = 0; capability < 64; capability++) {
            steps.add(batch.call(Syscall.PRCTL, 23, capability, 0, 0, 0));
        }
        var answer = guest.ask(batch.build());
        List<String> held = new ArrayList<>();
        int known = 0;
        for (int capability = 0; capability < steps.size(); capability++) {
            Result result = answer.result(steps.get(capability));
            if (!result.failed()) {
                known++;
                if (result.value() != 0) {
                    held.add(CapabilitySet.nameOf(capability));
                }
            }
        }
        check.expects("prctl(PR_CAPBSET_READ) says 0 for every capability")
                .probe("prctl(PR_CAPBSET_READ, 0…63) inside")
                .lookAt("bwrap --cap-drop ALL; PR_CAPBSET_DROP")
                .observes(known + " capabilities known to the kernel, held: " + held);
        assertThat(held)
                .withFailMessage("the bounding set still holds capabilities %s", held)
                .isEmpty();
        if (known == 0) {
            throw new UndeterminedException("the kernel knows no capability at all");
        }
    }

    private static void refuses(Sandbox sandbox, Controls.Findings findings, String finding) {
        findings.requireNoneOpen(finding);
        findings.requireControl(sandbox.witness());
        determined(findings.unproven());
    }

    private static void determined(List<Controls.Asked> unproven) {
        if (!unproven.isEmpty()) {
            throw new UndeterminedException(Controls.Findings.describe(unproven));
        }
    }

    private static String describeLimits(Controls.Findings findings) {
        return findings.asked().stream().map(Controls.Asked::describe).collect(Collectors.joining("; "));
    }

    private static String capabilities(List<ProcessStatus> threads) {
        return summary(
                threads,
                thread -> "CapEff " + thread.capabilities().effective() + ", CapPrm "
                        + thread.capabilities().permitted() + ", CapBnd "
                        + thread.capabilities().bounding());
    }

    private static String summary(
            List<ProcessStatus> processes, java.util.function.Function<ProcessStatus, String> value) {
        return processes.stream()
                .collect(Collectors.groupingBy(value, java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + ": " + ProcessAssert.names(entry.getValue()))
                .collect(Collectors.joining("; "));
    }
}
