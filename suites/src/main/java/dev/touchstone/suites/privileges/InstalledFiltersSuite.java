package dev.touchstone.suites.privileges;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.seccomp.FilterStack;
import dev.touchstone.fixtures.seccomp.FilteredCall;
import dev.touchstone.fixtures.seccomp.Passage;
import dev.touchstone.suites.assertions.ProcessAssert;
import dev.touchstone.suites.oracle.FilterDemands;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SandboxProcesses;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The filters as programs: what is tried inside is tried with some arguments, and a filter may look at any word of a call. Here their
 * programs are read from outside, and followed for every argument that there is.
 */
public class InstalledFiltersSuite {
    private static final String PROBE =
            "ptrace(PTRACE_SECCOMP_GET_FILTER) from outside; the programs are followed on every way that a call can take,"
                    + " whatever is not said of its arguments";
    private static final int MOST_NAMED = 12;

    /** If this fails: the socket filter looks at more of the call than its family. */
    @Verifies(value = "PRV-05", by = WITNESSED)
    void theFiltersRefuseUnixSocketsOfEveryTypeAndProtocol(Sandbox sandbox, SandboxProcesses processes, Check check) {
        Architecture architecture = sandbox.guest().architecture();
        check.expects("the filters refuse socket(" + check.expected("family").asText()
                        + ") of every type, with all flags and for every protocol")
                .lookAt("the socket filter on the main process (apply-seccomp): which words of the call it compares");
        noneIsLetThrough(
                FilterDemands.unixSockets(architecture),
                PayloadFilters.of(sandbox, processes),
                architecture,
                "UNIX sockets can be made",
                check);
    }

    /** If this fails: a rule of the filters looks at an argument of a call that is dangerous with every one, or at too few words. */
    @Verifies(value = "PRV-06", by = WITNESSED)
    void theFiltersRefuseEachDangerousCallWhateverItsArguments(
            Sandbox sandbox, SandboxProcesses processes, Check check) {
        Architecture architecture = sandbox.guest().architecture();
        Map<String, FilteredCall> calls =
                new LinkedHashMap<>(FilterDemands.always(check.expected("refused"), architecture));
        calls.putAll(FilterDemands.forArguments(check.expected("arguments"), architecture));
        calls.putAll(FilterDemands.socketsBeside(check.expected("families"), architecture));
        calls.putAll(FilterDemands.disguisedUnixSockets(architecture));
        calls.putAll(FilterDemands.ofOtherAbis(architecture));
        check.expects(
                        "the filters refuse each dangerous call whatever its arguments, each dangerous argument whatever the others,"
                                + " and sockets of every other family, of every type and for every protocol")
                .lookAt("rules of the filters that compare an argument, and what they let through beside");
        noneIsLetThrough(
                calls,
                PayloadFilters.of(sandbox, processes),
                architecture,
                "the filters let through what is dangerous",
                check);
    }

    private static void noneIsLetThrough(
            Map<String, FilteredCall> calls,
            PayloadFilters filters,
            Architecture architecture,
            String finding,
            Check check) {
        check.probe(PROBE);
        List<String> observed = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        filters.processes().forEach((stack, processes) -> {
            String names = ProcessAssert.names(processes);
            List<String> open = new ArrayList<>();
            List<String> untold = new ArrayList<>();
            calls.forEach((name, call) -> {
                Passage passage = stack.passage(call);
                if (passage instanceof Passage.LetThrough letThrough) {
                    open.add(name + " " + letThrough.where());
                } else if (passage instanceof Passage.Untold why) {
                    untold.add(name + ": " + why.why());
                }
            });
            int refused = calls.size() - open.size() - untold.size();
            observed.add(refused + " of " + calls.size() + " refused by " + describe(stack) + " on process " + names
                    + (open.isEmpty() ? "" : ", let through: " + shortened(open))
                    + (untold.isEmpty() ? "" : ", neither: " + shortened(untold)));
            if (!open.isEmpty()) {
                violations.add("process " + names + ": " + shortened(open));
            }
            if (!untold.isEmpty()) {
                unclear.add("process " + names + ": " + shortened(untold));
            }
            if (!(stack.passage(FilterDemands.control(architecture)) instanceof Passage.LetThrough)) {
                unclear.add("process " + names + ": the control, getpid, is not let through either");
            }
        });
        check.observes(String.join("; ", observed));
        assertThat(violations)
                .withFailMessage("%s: %s", finding, String.join("; ", violations))
                .isEmpty();
        if (!unclear.isEmpty()) {
            throw new UndeterminedException("neither refused nor let through: " + String.join("; ", unclear));
        }
    }

    private static String describe(FilterStack stack) {
        String lengths = stack.programs().stream()
                .map(program -> String.valueOf(program.instructions().size()))
                .collect(Collectors.joining(" and "));
        return lengths.isEmpty() ? "no filter" : "filters of " + lengths + " instructions";
    }

    private static String shortened(List<String> all) {
        return all.size() <= MOST_NAMED
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MOST_NAMED)) + " and " + (all.size() - MOST_NAMED) + " more";
    }
}
