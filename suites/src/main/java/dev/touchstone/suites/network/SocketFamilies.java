package dev.touchstone.suites.network;

import static dev.touchstone.fixtures.guest.AddressFamily.*;

import dev.touchstone.fixtures.guest.AddressFamily;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.SocketFlags;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.oracle.ProbeAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Which families of sockets can be made, and which of them no network namespace confines. Making one sends nothing; it may
 * make the kernel load a module, as it does for every program.
 */
final class SocketFamilies {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final List<Integer> TYPES = List.of(
            SocketFlags.SOCK_STREAM,
            SocketFlags.SOCK_DGRAM,
            SocketFlags.SOCK_RAW,
            SocketFlags.SOCK_SEQPACKET,
            SocketFlags.SOCK_RDM);

    /**
     * What lies behind the families that lead past a network namespace. The first three are not confined by one at all
     * (net/vmw_vsock, net/qrtr, net/iucv take no notice of it); a socket of the others is only made in the host's own (they
     * compare with init_net). All others belong to the namespace that they are made in, or reach no network (AF_ALG). UNIX
     * sockets are a matter of the file system, and of PRV-05.
     */
    private static final Map<AddressFamily, String> BEYOND = Map.ofEntries(
            Map.entry(AF_VSOCK, "the hypervisor and its guests"),
            Map.entry(AF_QIPCRTR, "the other processors of the machine"),
            Map.entry(AF_IUCV, "the other guests of z/VM"),
            Map.entry(AF_BLUETOOTH, "the host's radio"),
            Map.entry(AF_NFC, "the host's radio"),
            Map.entry(AF_IEEE802154, "the host's radio"),
            Map.entry(AF_AX25, "the host's radio"),
            Map.entry(AF_NETROM, "the host's radio"),
            Map.entry(AF_ROSE, "the host's radio"),
            Map.entry(AF_APPLETALK, "the host's network"),
            Map.entry(AF_X25, "the host's network"),
            Map.entry(AF_LLC, "the host's network"),
            Map.entry(AF_ATMPVC, "the host's network"),
            Map.entry(AF_ATMSVC, "the host's network"),
            Map.entry(AF_ISDN, "the host's network"));

    private SocketFamilies() {}

    /** What lies behind it, past any network namespace; null for a family that one confines. */
    static String beyond(AddressFamily family) {
        return BEYOND.get(family);
    }

    /** What socket() answers for each family: success where one of the usual types can be made, else the first answer. */
    static Map<AddressFamily, ProbeAnswer> ask(Guest guest) {
        Map<AddressFamily, ProbeAnswer> answers = new EnumMap<>(AddressFamily.class);
        List<AddressFamily> left = Arrays.stream(AddressFamily.values())
                .filter(family -> family != AF_UNSPEC)
                .toList();
        for (int type : TYPES) {
            ask(guest, left, type).forEach((family, answer) -> answers.merge(family, answer, SocketFamilies::better));
            left = left.stream()
                    .filter(family -> mayHaveAnotherType(answers.get(family)))
                    .toList();
        }
        return answers;
    }

    private static ProbeAnswer better(ProbeAnswer first, ProbeAnswer later) {
        return later instanceof ProbeAnswer.Succeeded ? later : first;
    }

    private static boolean mayHaveAnotherType(ProbeAnswer answer) {
        return !(answer instanceof ProbeAnswer.Succeeded) && !answer.is(Errno.EAFNOSUPPORT);
    }

    /** A filter that kills for one family does not keep the others from being asked. */
    private static Map<AddressFamily, ProbeAnswer> ask(Guest guest, List<AddressFamily> families, int type) {
        Map<AddressFamily, ProbeAnswer> answers = new EnumMap<>(AddressFamily.class);
        List<AddressFamily> left = new ArrayList<>(families);
        while (!left.isEmpty()) { // ends: each child answers for one family at least
            Batch.Builder batch = Batch.inChild(LIMIT);
            List<Batch.Step> steps = new ArrayList<>();
            for (AddressFamily family : left) {
                Batch.Step socket = batch.call(Syscall.SOCKET, family, type | SocketFlags.SOCK_CLOEXEC, 0);
                batch.call(Syscall.CLOSE, socket);
                steps.add(socket);
            }
            Answer answer = guest.ask(batch.build());
            int answered = 0;
            while (answered < steps.size() && answer.reached(steps.get(answered))) {
                answers.put(left.get(answered), ProbeAnswer.of(answer, steps.get(answered)));
                answered++;
            }
            if (answered < steps.size()) {
                answers.put(left.get(answered), ProbeAnswer.of(answer, steps.get(answered)));
                answered++;
            }
            left.subList(0, answered).clear();
        }
        return answers;
    }

    /** Those that can be made. */
    static EnumSet<AddressFamily> open(Map<AddressFamily, ProbeAnswer> answers) {
        EnumSet<AddressFamily> open = EnumSet.noneOf(AddressFamily.class);
        answers.forEach((family, answer) -> {
            if (answer instanceof ProbeAnswer.Succeeded) {
                open.add(family);
            }
        });
        return open;
    }
}
