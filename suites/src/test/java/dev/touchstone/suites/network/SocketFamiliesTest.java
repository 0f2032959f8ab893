package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.AddressFamily;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Signal;
import dev.touchstone.fixtures.guest.SocketFlags;
import dev.touchstone.suites.AnsweringGuest;
import dev.touchstone.suites.oracle.ProbeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SocketFamiliesTest {
    private static final long KILL = Long.MIN_VALUE;

    /** What socket() answers; KILL ends the child. */
    private interface Kernel {
        long socket(int family, int type);
    }

    @Test
    void everyFamilyButTheUnspecifiedIsAsked() {
        Map<AddressFamily, ProbeAnswer> answers = ask((family, type) -> -Errno.EAFNOSUPPORT.number());
        assertThat(answers).hasSize(AddressFamily.values().length - 1).doesNotContainKey(AddressFamily.AF_UNSPEC);
        assertThat(SocketFamilies.open(answers)).isEmpty();
    }

    @Test
    void oneTypeThatCanBeMadeIsEnough() {
        Map<AddressFamily, ProbeAnswer> answers =
                ask((family, type) -> family == AddressFamily.AF_PACKET.number() && type == SocketFlags.SOCK_RAW
                        ? 3
                        : -Errno.ESOCKTNOSUPPORT.number());
        assertThat(SocketFamilies.open(answers)).containsExactly(AddressFamily.AF_PACKET);
    }

    @Test
    void theFirstAnswerIsKeptWhereNoTypeCanBeMade() {
        Map<AddressFamily, ProbeAnswer> answers = ask((family, type) ->
                type == SocketFlags.SOCK_STREAM ? -Errno.EPERM.number() : -Errno.ESOCKTNOSUPPORT.number());
        assertThat(answers.get(AddressFamily.AF_KEY).describe()).isEqualTo("EPERM");
    }

    @Test
    void aFilterThatKillsForOneFamilyDoesNotHideTheNext() {
        Map<AddressFamily, ProbeAnswer> answers = ask((family, type) ->
                family == AddressFamily.AF_UNIX.number() || family == AddressFamily.AF_NETLINK.number() ? KILL : 3);
        assertThat(answers.get(AddressFamily.AF_UNIX).describe()).isEqualTo("killed by SIGSYS");
        assertThat(answers.get(AddressFamily.AF_NETLINK).describe()).isEqualTo("killed by SIGSYS");
        assertThat(SocketFamilies.open(answers))
                .contains(AddressFamily.AF_INET, AddressFamily.AF_PACKET, AddressFamily.AF_MCTP)
                .doesNotContain(AddressFamily.AF_UNIX, AddressFamily.AF_NETLINK);
    }

    @Test
    void familiesThatANamespaceConfinesLeadNowhereElse() {
        assertThat(SocketFamilies.beyond(AddressFamily.AF_VSOCK)).isEqualTo("the hypervisor and its guests");
        assertThat(SocketFamilies.beyond(AddressFamily.AF_INET)).isNull();
        assertThat(SocketFamilies.beyond(AddressFamily.AF_NETLINK)).isNull();
        assertThat(SocketFamilies.beyond(AddressFamily.AF_UNIX)).isNull();
    }

    @Test
    void aVirtualSocketLeadsWhereItCanBeBound() {
        List<Result> results = List.of(
                new Result(3),
                new Result(0),
                new Result(4),
                errno(Errno.EADDRNOTAVAIL),
                new Result(5),
                errno(Errno.EPERM));
        AnsweringGuest guest = new AnsweringGuest(batch -> new Answer(results, Map.of(), new Answer.Ending.Exited(0)));
        Map<String, Result> transports = VirtualSockets.transports(guest, OptionalLong.of(3));
        assertThat(VirtualSockets.reachable(transports))
                .containsExactly("the hypervisor (this machine is its guest 3)");
        assertThat(VirtualSockets.unclear(transports)).containsExactly("what listens for AF_VSOCK on this host: EPERM");
    }

    private static Result errno(Errno errno) {
        return new Result(-errno.number());
    }

    private static Map<AddressFamily, ProbeAnswer> ask(Kernel kernel) {
        return SocketFamilies.ask(new AnsweringGuest(batch -> answer(batch, kernel)));
    }

    private static Answer answer(Batch batch, Kernel kernel) {
        List<Result> results = new ArrayList<>();
        for (Batch.Operation operation : batch.operations()) {
            long result = 0; // of close
            if (operation.arguments().size() == 3) {
                Batch.Argument.PerArchitecture family =
                        (Batch.Argument.PerArchitecture) operation.arguments().get(0);
                Batch.Argument.Value type =
                        (Batch.Argument.Value) operation.arguments().get(1);
                result = kernel.socket((int) family.x86(), (int) type.value() & ~SocketFlags.SOCK_CLOEXEC);
            }
            if (result == KILL) {
                return new Answer(results, Map.of(), new Answer.Ending.Signalled(Signal.SIGSYS));
            }
            results.add(new Result(result));
        }
        return new Answer(results, Map.of(), new Answer.Ending.Exited(0));
    }
}
