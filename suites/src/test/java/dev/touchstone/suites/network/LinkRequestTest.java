package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Signal;
import dev.touchstone.suites.AnsweringGuest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkRequestTest {
    private static final int NLMSG_ERROR = 2;
    private static final int RTM_NEWLINK = 16;

    @Test
    void aSocketThatAFilterRefusesIsARefusal() {
        assertThat(asked(-Errno.EPERM.number(), -9, -9, 0, 0))
                .isEqualTo(new LinkRequest.Outcome("socket: EPERM", true, false));
    }

    @Test
    void aSocketThatAFilterKillsForIsARefusal() {
        AnsweringGuest killed = new AnsweringGuest(
                batch -> new Answer(List.of(), Map.of(), new Answer.Ending.Signalled(Signal.SIGSYS)));
        assertThat(LinkRequest.ask(killed)).isEqualTo(new LinkRequest.Outcome("socket: killed by SIGSYS", true, false));
    }

    @Test
    void wantOfTheCapabilityIsARefusal() {
        assertThat(asked(3, 20, 36, NLMSG_ERROR, -Errno.EPERM.number()))
                .isEqualTo(new LinkRequest.Outcome("RTM_NEWLINK: EPERM", true, false));
    }

    @Test
    void whoGetsAsFarAsTheMissingBodyCouldMakeALink() {
        assertThat(asked(3, 20, 36, NLMSG_ERROR, -Errno.EINVAL.number()))
                .isEqualTo(new LinkRequest.Outcome("RTM_NEWLINK: EINVAL", false, true));
    }

    @Test
    void anythingElseSaysNeither() {
        assertThat(asked(3, 20, -Errno.EAGAIN.number(), 0, 0))
                .isEqualTo(new LinkRequest.Outcome("sendto: 20, recvfrom: EAGAIN", false, false));
        assertThat(asked(3, 20, 32, RTM_NEWLINK, 0))
                .isEqualTo(new LinkRequest.Outcome("RTM_NEWLINK: a message of type 16", false, false));
        assertThat(asked(3, 20, 36, NLMSG_ERROR, -Errno.ENOBUFS.number()))
                .isEqualTo(new LinkRequest.Outcome("RTM_NEWLINK: ENOBUFS", false, false));
    }

    private static LinkRequest.Outcome asked(long socket, long sent, long received, int type, int error) {
        return LinkRequest.ask(new AnsweringGuest(batch -> {
            Batch.Buffer reply = batch.buffers().get(1);
            byte[] bytes = new byte[reply.size()];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort(4, (short) type)
                    .putInt(16, error);
            return new Answer(
                    List.of(new Result(socket), new Result(sent), new Result(received)),
                    Map.of(reply.offset(), bytes),
                    new Answer.Ending.Exited(0));
        }));
    }
}
