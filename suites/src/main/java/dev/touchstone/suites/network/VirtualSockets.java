package dev.touchstone.suites.network;

import dev.touchstone.fixtures.guest.AddressFamily;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.SocketFlags;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Whether a socket of AF_VSOCK leads anywhere. Nothing is connected, for whoever is on the other side is not the harness's:
 * bind(2) to a context id succeeds only where a transport has it (man 7 vsock; vsock_find_cid in net/vmw_vsock/af_vsock.c).
 */
final class VirtualSockets {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 02000000;
    /** _IO(7, 0xb9) of include/uapi/linux/vm_sockets.h, answered by /dev/vsock. */
    private static final long GET_LOCAL_CID = 0x7b9;

    private static final long CID_LOCAL = 1;
    private static final long CID_HOST = 2;
    private static final long ANY = 0xffff_ffffL;

    private VirtualSockets() {}

    /** This machine's own context id, asked outside; empty when it has none, or it cannot be asked. */
    static OptionalLong localId(Guest privileged) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step device = batch.call(Syscall.OPENAT, AT_FDCWD, batch.text("/dev/vsock"), O_CLOEXEC, 0);
        Batch.Buffer id = batch.inOut(new byte[4]);
        Batch.Step asked = batch.call(Syscall.IOCTL, device, GET_LOCAL_CID, id);
        Answer answer = privileged.ask(batch.build());
        if (!answer.reached(asked) || answer.result(asked).failed()) {
            return OptionalLong.empty();
        }
        long number =
                ByteBuffer.wrap(answer.bytes(id)).order(ByteOrder.LITTLE_ENDIAN).getInt() & ANY;
        return number == ANY ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** What bind() answers inside, by what the context id stands for. */
    static Map<String, Result> transports(Guest guest, OptionalLong localId) {
        Map<String, Long> ids = new LinkedHashMap<>();
        localId.ifPresent(id -> ids.put("the hypervisor (this machine is its guest " + id + ")", id));
        ids.put("the virtual machines of this host", CID_HOST);
        ids.put("what listens for AF_VSOCK on this host", CID_LOCAL);
        Batch.Builder batch = Batch.inChild(LIMIT);
        Map<String, Batch.Step> steps = new LinkedHashMap<>();
        ids.forEach((name, id) -> {
            byte[] address = address(id);
            Batch.Step socket = batch.call(Syscall.SOCKET, AddressFamily.AF_VSOCK, SocketFlags.SOCK_STREAM, 0);
            steps.put(name, batch.call(Syscall.BIND, socket, batch.input(address), address.length));
        });
        Answer answer = guest.ask(batch.build());
        Map<String, Result> results = new LinkedHashMap<>();
        steps.forEach((name, step) -> results.put(name, answer.result(step)));
        return results;
    }

    /** struct sockaddr_vm of include/uapi/linux/vm_sockets.h, with a port that the kernel chooses. */
    private static byte[] address(long id) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(AddressFamily.AF_VSOCK.number())
                .putInt((int) ANY)
                .putInt((int) id)
                .array();
    }

    /** The names whose transport is there. */
    static List<String> reachable(Map<String, Result> transports) {
        List<String> reachable = new ArrayList<>();
        transports.forEach((name, result) -> {
            if (!result.failed()) {
                reachable.add(name);
            }
        });
        return reachable;
    }

    /** Answers that say neither that a transport is there nor that it is not. */
    static List<String> unclear(Map<String, Result> transports) {
        List<String> unclear = new ArrayList<>();
        transports.forEach((name, result) -> {
            if (result.failed() && !result.failedWith(Errno.EADDRNOTAVAIL)) {
                unclear.add(name + ": " + result.describe());
            }
        });
        return unclear;
    }
}
