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

/**
 * Asks by netlink for a network interface, with a request that is cut short: the kernel looks at the capability first and
 * answers EPERM (rtnetlink_rcv_msg in net/core/rtnetlink.c); where it gets further it answers EINVAL and makes nothing.
 */
final class LinkRequest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int RTM_NEWLINK = 16;
    private static final int REQUEST_AND_ACKNOWLEDGE = 1 | 4;
    private static final int NLMSG_ERROR = 2;
    private static final int HEADER = 16;
    private static final int ANSWER = 256;

    private LinkRequest() {}

    /**
     * What came back.
     *
     * @param text as in messages, such as "socket: EPERM" or "RTM_NEWLINK: EPERM"
     * @param refused whether it says that no link can be made
     * @param open whether it says that one could be
     */
    record Outcome(String text, boolean refused, boolean open) {}

    static Outcome ask(Guest guest) {
        // struct nlmsghdr of include/uapi/linux/netlink.h, then a quarter of the struct ifinfomsg that it needs.
        byte[] message = ByteBuffer.allocate(HEADER + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEADER + 4)
                .putShort((short) RTM_NEWLINK)
                .putShort((short) REQUEST_AND_ACKNOWLEDGE)
                .putInt(1)
                .array();
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Buffer request = batch.input(message);
        Batch.Buffer reply = batch.output(ANSWER);
        Batch.Step socket =
                batch.call(Syscall.SOCKET, AddressFamily.AF_NETLINK, SocketFlags.SOCK_RAW, SocketFlags.NETLINK_ROUTE);
        Batch.Step sent = batch.call(Syscall.SENDTO, socket, request, message.length, 0, 0, 0);
        Batch.Step got = batch.call(Syscall.RECVFROM, socket, reply, ANSWER, SocketFlags.MSG_DONTWAIT, 0, 0);
        Answer answer = guest.ask(batch.build());
        if (!answer.reached(socket)) {
            return new Outcome("socket: " + answer.ending().describe(), true, false);
        }
        Result made = answer.result(socket);
        if (made.failed()) {
            return new Outcome("socket: " + made.describe(), true, false);
        }
        Result send = answer.result(sent);
        Result receive = answer.result(got);
        if (send.failed() || receive.failed() || receive.value() < HEADER + 4) {
            return new Outcome("sendto: " + send.describe() + ", recvfrom: " + receive.describe(), false, false);
        }
        return read(ByteBuffer.wrap(answer.bytes(reply, receive.value())).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** struct nlmsgerr: the error behind the header. */
    private static Outcome read(ByteBuffer reply) {
        int type = reply.getShort(4);
        Result result = new Result(reply.getInt(HEADER));
        String text = "RTM_NEWLINK: " + (type == NLMSG_ERROR ? result.describe() : "a message of type " + type);
        boolean known = type == NLMSG_ERROR;
        return new Outcome(
                text,
                known && (result.failedWith(Errno.EPERM) || result.failedWith(Errno.EOPNOTSUPP)),
                known && (result.failedWith(Errno.EINVAL) || result.value() == 0));
    }
}
