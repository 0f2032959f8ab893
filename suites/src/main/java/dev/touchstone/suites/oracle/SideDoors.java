package dev.touchstone.suites.oracle;

import static dev.touchstone.fixtures.guest.Syscall.*;

import dev.touchstone.fixtures.guest.AddressFamily;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Batch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways around a filter that refuses {@code socket(AF_UNIX)}: other ABIs, other encodings, other calls. */
public final class SideDoors {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_SEQPACKET = 5;
    /** The bit that marks a call of the x32 ABI (arch/x86/include/uapi/asm/unistd.h). */
    private static final long X32_BIT = 0x4000_0000L;

    private static final long BIT_32 = 0x1_0000_0000L;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    /** Of a socket's type, as they follow its name. */
    private static final Map<String, Integer> FLAGS = flags();

    private SideDoors() {}

    private static Map<String, Integer> flags() {
        Map<String, Integer> flags = new LinkedHashMap<>();
        flags.put("|SOCK_NONBLOCK", SOCK_NONBLOCK);
        flags.put("|SOCK_CLOEXEC", SOCK_CLOEXEC);
        flags.put("|SOCK_NONBLOCK|SOCK_CLOEXEC", SOCK_NONBLOCK | SOCK_CLOEXEC);
        return flags;
    }

    /** socket(AF_UNIX) of every type. */
    public static List<Oracle> unixSockets() {
        return List.of(
                Oracle.opening("socket(AF_UNIX, SOCK_STREAM)", batch -> batch.call(SOCKET, AF_UNIX, SOCK_STREAM, 0)),
                Oracle.opening("socket(AF_UNIX, SOCK_DGRAM)", batch -> batch.call(SOCKET, AF_UNIX, SOCK_DGRAM, 0)),
                Oracle.opening("socket(AF_UNIX, SOCK_RAW)", batch -> batch.call(SOCKET, AF_UNIX, SOCK_RAW, 0)),
                Oracle.opening(
                        "socket(AF_UNIX, SOCK_SEQPACKET)", batch -> batch.call(SOCKET, AF_UNIX, SOCK_SEQPACKET, 0)));
    }

    /** The same for the family's own protocol (net/unix/af_unix.c: unix_create), which makes the same sockets. */
    public static List<Oracle> unixSocketsOfTheirOwnProtocol() {
        List<Oracle> oracles = new ArrayList<>();
        types().forEach((name, number) -> oracles.add(Oracle.opening(
                "socket(AF_UNIX, " + name + ", PF_UNIX)", batch -> batch.call(SOCKET, AF_UNIX, number, AF_UNIX))));
        return oracles;
    }

    private static Map<String, Integer> types() {
        Map<String, Integer> types = new LinkedHashMap<>();
        types.put("SOCK_STREAM", SOCK_STREAM);
        types.put("SOCK_DGRAM", SOCK_DGRAM);
        types.put("SOCK_RAW", SOCK_RAW);
        types.put("SOCK_SEQPACKET", SOCK_SEQPACKET);
        return types;
    }

    /** The same with flags in the type (man 2 socket), which a filter that compares the whole type takes for another type. */
    public static List<Oracle> unixSocketsWithFlags() {
        List<Oracle> oracles = new ArrayList<>();
        types().forEach((name, number) -> FLAGS.forEach((flag, bits) -> oracles.add(Oracle.opening(
                "socket(AF_UNIX, " + name + flag + ")", batch -> batch.call(SOCKET, AF_UNIX, number | bits, 0)))));
        return oracles;
    }

    /** The same socket by another encoding or ABI of this architecture. */
    public static List<Oracle> disguisedUnixSockets(Architecture architecture) {
        List<Oracle> oracles = new ArrayList<>();
        oracles.add(Oracle.of(
                "socket(AF_UNIX with bit 32 set)",
                "success",
                batch -> batch.call(SOCKET, 0x1_0000_0001L, SOCK_STREAM, 0)));
        if (architecture == Architecture.X86_64) {
            oracles.add(Oracle.of(
                    "socket(AF_UNIX) of the x32 ABI",
                    "success",
                    batch -> batch.rawCall(X32_BIT | 41, AF_UNIX, SOCK_STREAM, 0)));
            oracles.add(Oracle.of(
                    "socket(AF_UNIX) of the i386 ABI by int 0x80",
                    "success",
                    batch -> MachineCode.int80(batch, 359, AF_UNIX, SOCK_STREAM, 0)));
            oracles.add(Oracle.of(
                    "socketcall(SYS_SOCKET, AF_UNIX) of the i386 ABI by int 0x80",
                    "success",
                    batch -> MachineCode.socketcall(batch, AF_UNIX, SOCK_STREAM)));
        }
        return oracles;
    }

    /**
     * Sockets of families that an agent does not need: AF_NETLINK configures the kernel, AF_VSOCK reaches the hypervisor past
     * every network namespace, the others are code that is rarely used. Making one sends nothing.
     */
    public static List<Oracle> otherFamilies() {
        return List.of(
                family("AF_NETLINK", AddressFamily.AF_NETLINK, SOCK_RAW),
                family("AF_VSOCK", AddressFamily.AF_VSOCK, SOCK_STREAM),
                family("AF_ALG", AddressFamily.AF_ALG, SOCK_SEQPACKET),
                family("AF_TIPC", AddressFamily.AF_TIPC, SOCK_SEQPACKET),
                family("AF_RDS", AddressFamily.AF_RDS, SOCK_SEQPACKET),
                family("AF_BLUETOOTH", AddressFamily.AF_BLUETOOTH, SOCK_STREAM),
                family("AF_SMC", AddressFamily.AF_SMC, SOCK_STREAM));
    }

    private static Oracle family(String name, AddressFamily family, int type) {
        return Oracle.opening("socket(" + name + ")", batch -> batch.call(SOCKET, family, type, 0));
    }

    /** io_uring opens sockets without the call that a filter sees. */
    public static List<Oracle> rings() {
        return List.of(
                Oracle.of("io_uring_setup(0, NULL)", "EFAULT EINVAL", batch -> batch.call(IO_URING_SETUP, 0, 0)),
                Oracle.of(
                        "io_uring_setup(1, parameters)",
                        "success",
                        batch -> batch.call(IO_URING_SETUP, 1, batch.inOut(new byte[120]))));
    }

    /**
     * A type of AF_UNIX sockets that carry datagrams.
     *
     * @param name with flags, as messages write it
     * @param number of all 64 bits of the argument
     * @param protocol 0, or the family's own
     */
    public record DatagramType(String name, long number, int protocol) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Every encoding of them: SOCK_RAW is taken for SOCK_DGRAM (unix_create in net/unix/af_unix.c), flags are part of the
     * argument, and its high bits are not read. The family's own protocol makes the same.
     */
    public static List<DatagramType> datagramTypes() {
        List<DatagramType> types = new ArrayList<>();
        for (DatagramType type :
                List.of(new DatagramType("SOCK_DGRAM", SOCK_DGRAM, 0), new DatagramType("SOCK_RAW", SOCK_RAW, 0))) {
            types.add(type);
            FLAGS.forEach((name, flags) -> types.add(new DatagramType(type.name + name, type.number | flags, 0)));
            types.add(new DatagramType(type.name + " with bit 32 set", type.number | BIT_32, 0));
            types.add(new DatagramType(type.name + ", PF_UNIX", type.number, AF_UNIX));
        }
        return types;
    }

    /** A pair of datagram sockets: harmless in itself, see {@link #datagramPairSends}. */
    public static Oracle datagramPair(DatagramType type) {
        return Oracle.opening(
                "socketpair(AF_UNIX, " + type + ")",
                batch -> batch.call(SOCKETPAIR, AF_UNIX, type.number, type.protocol, batch.inOut(new byte[8])));
    }

    /**
     * A pair of datagram sockets is connected, yet each end can still send to any other address, by each of these calls. The name is
     * one that no socket has: ECONNREFUSED says that the kernel has looked for it (unix_find_other in net/unix/af_unix.c), as it would
     * for a name that is there, and a filter sees no names. So no other socket is needed, which a filter on bind() or connect() could
     * keep from being ready. They mean something only where {@link #datagramPair} succeeds.
     */
    public static List<Oracle> datagramPairSends(DatagramType type) {
        return List.of(
                send(
                        "sendto()",
                        type,
                        (batch, sender, name) ->
                                batch.call(SENDTO, sender, batch.input((byte) 'x'), 1, 0, name, name.size())),
                send("sendmsg()", type, (batch, sender, name) -> batch.call(SENDMSG, sender, message(batch, name), 0)),
                send(
                        "sendmmsg()",
                        type,
                        (batch, sender, name) -> batch.call(SENDMMSG, sender, message(batch, name), 1, 0)),
                send("connect()", type, (batch, sender, name) -> batch.call(CONNECT, sender, name, name.size())));
    }

    private interface Send {
        Batch.Step to(Batch.Builder batch, Batch.Step sender, Batch.Buffer name);
    }

    private static Oracle send(String call, DatagramType type, Send send) {
        // EPROTOTYPE and success: a socket has the name, and the kernel has found it.
        return Oracle.of(
                call + " to a name from an end of a pair of " + type, "ECONNREFUSED EPROTOTYPE success", batch -> {
                    Batch.Buffer pair = batch.inOut(new byte[8]);
                    batch.call(SOCKETPAIR, AF_UNIX, type.number, type.protocol, pair);
                    Batch.Step sender = batch.load(pair, 4);
                    return send.to(batch, sender, batch.input(abstractAddress("touchstone-side-door")));
                });
    }

    /** struct mmsghdr of include/linux/socket.h, which begins with a struct msghdr: one message of one byte. */
    private static Batch.Buffer message(Batch.Builder batch, Batch.Buffer name) {
        Batch.Buffer vector = batch.inOut(new byte[16]); // struct iovec
        batch.store(vector, 8, batch.input((byte) 'x'));
        batch.store(vector.address(8), 8, 1);
        Batch.Buffer message = batch.inOut(new byte[64]);
        batch.store(message, 8, name);
        batch.store(message.address(8), 4, name.size());
        batch.store(message.address(16), 8, vector);
        batch.store(message.address(24), 8, 1);
        return message;
    }

    private static byte[] abstractAddress(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] address = new byte[3 + text.length];
        address[0] = AF_UNIX;
        System.arraycopy(text, 0, address, 3, text.length);
        return address;
    }
}
