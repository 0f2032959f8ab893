package dev.touchstone.suites.network;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.target.VmBoot;
import dev.touchstone.fixtures.witness.Witness.Flow;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.NotApplicableException;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;

/** What has gone through the network device of a virtual machine. Late, so that every attempt to get out lies behind. */
@Order(Integer.MAX_VALUE - 1)
public class MachineTrafficSuite {

    /** If this fails: something got past the proxies, or tried to; the flows say who and where to. */
    @Verifies(value = "NET-04", by = WITNESSED)
    void nothingButTheProxiesConnectionsWentThroughTheMachinesDevice(Sandbox sandbox, Check check) {
        check.expects("no packet but of the proxies' connections, and ARP")
                .probe("a capture of the machine's network device, from its boot until now")
                .lookAt("what runs in the machine beside the sandbox; QEMU's restrict=on, which lets none of it out");
        List<Flow> flows = sandbox.witness()
                .traffic()
                .orElseThrow(() -> new NotApplicableException(
                        "the sandbox shares this host's network devices, whose traffic is not its own; it takes a vm"));
        MachineTraffic traffic = new MachineTraffic(flows, proxies(sandbox));
        List<Flow> others = traffic.others();
        int connections = traffic.connections().size();
        check.observes(connections + " connections to the proxies, other flows: " + others)
                .attach("flows", flows.stream().map(Flow::toString).collect(Collectors.joining("\n")));
        assertThat(others)
                .withFailMessage("packets went through the machine's network device past the proxies: %s", others)
                .isEmpty();
        if (connections == 0) {
            throw new UndeterminedException("not even the proxies' connections were seen, so that this proves nothing");
        }
    }

    private static Set<String> proxies(Sandbox sandbox) {
        if (sandbox.target().boot() instanceof VmBoot machine) {
            return Set.of(
                    VmBoot.Network.PROXIES + ":" + machine.network().http(),
                    VmBoot.Network.PROXIES + ":" + machine.network().socks());
        }
        throw new UndeterminedException("the target does not say where its machine's proxies are");
    }
}
