package dev.touchstone.suites.network;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld.Canary;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Poll;
import dev.touchstone.fixtures.guest.PollEvents;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.SocketFlags;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Tries to reach canaries past the proxies, inside first and then outside. The attempt outside is the control, and more: each
 * canary takes what comes in its order, so that once the control has been counted, so has all that the sandbox had sent.
 */
final class DirectAttempts {
    private static final Duration CHILD = Duration.ofSeconds(5);
    private static final Duration ARRIVAL = Duration.ofSeconds(10);
    /** A kernel that is busy answers a connection over its own loopback interface a little later (net/core/dev.c, ksoftirqd). */
    private static final Duration CONNECTION = Duration.ofMillis(500);

    private final Sandbox sandbox;
    private final OutsideWorld outside;

    DirectAttempts(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.outside = sandbox.outside();
    }

    /**
     * What one attempt came to.
     *
     * @param answer of the kernel inside, such as "connect: ECONNREFUSED"
     * @param connected whether the kernel inside made, or began, a connection
     * @param arrivals of the token sent inside
     * @param controlArrived whether the one sent outside was counted
     */
    record Tried(DirectAttempt attempt, String answer, boolean connected, int arrivals, boolean controlArrived) {
        boolean reached() {
            return connected || arrivals > 0;
        }

        String describe() {
            return attempt.describe() + ": " + answer + (arrivals > 0 ? ", arrived at the canary" : "");
        }
    }

    /**
     * All of them together.
     *
     * @param untold connections and datagrams that arrived without any token
     */
    record Outcome(List<Tried> tried, int untold) {
        /** The attempts whose control did not arrive. */
        List<DirectAttempt> withoutControl() {
            return tried.stream()
                    .filter(each -> !each.controlArrived())
                    .map(Tried::attempt)
                    .toList();
        }

        /** How many of those without a token were none of the controls that may have lost theirs. */
        int notOfControls() {
            return Math.max(0, untold - withoutControl().size());
        }
    }

    /** Tries each canary by every way that there is to its kind. */
    Outcome all(List<Canary> canaries) {
        int before = outside.directArrivals();
        List<DirectAttempt> attempts = attempts(canaries);
        List<Answered> inside = ask(sandbox.guest(), attempts);
        List<DirectAttempt> controls = attempts(canaries);
        ask(sandbox.witness().unconfined(), controls);
        await(controls);
        List<Tried> tried = new ArrayList<>();
        int told = 0;
        for (int i = 0; i < attempts.size(); i++) {
            int arrivals = outside.arrivals(attempts.get(i).token());
            int control = outside.arrivals(controls.get(i).token());
            told += arrivals + control;
            Answered answered = inside.get(i);
            tried.add(new Tried(attempts.get(i), answered.text(), answered.connected(), arrivals, control > 0));
        }
        return new Outcome(tried, outside.directArrivals() - before - told);
    }

    private List<DirectAttempt> attempts(List<Canary> canaries) {
        List<DirectAttempt> attempts = new ArrayList<>();
        for (Canary canary : canaries) {
            attempts.add(new DirectAttempt(canary, false, outside.newToken()));
            if (canary.kind().equals("unix-dgram")) {
                attempts.add(new DirectAttempt(canary, true, outside.newToken()));
            }
        }
        return attempts;
    }

    private void await(List<DirectAttempt> controls) {
        try {
            Awaitility.await("the controls arrive")
                    .pollInSameThread() // another thread would be interrupted at the limit, in the middle of a question
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(ARRIVAL)
                    .until(() -> controls.stream().allMatch(each -> outside.arrivals(each.token()) > 0));
        } catch (ConditionTimeoutException e) {
            // Which of them did not is told with each result.
        }
    }

    private record Answered(String text, boolean connected) {}

    /** Internet sockets together; UNIX sockets each in a child of its own, for a filter may kill for them. */
    private static List<Answered> ask(Guest guest, List<DirectAttempt> attempts) {
        List<DirectAttempt> together =
                attempts.stream().filter(DirectAttempt::isInternet).toList();
        Iterator<Answered> ofThese = askInOneChild(guest, together).iterator();
        List<Answered> all = new ArrayList<>();
        for (DirectAttempt attempt : attempts) {
            all.add(
                    attempt.isInternet()
                            ? ofThese.next()
                            : askInOneChild(guest, List.of(attempt)).get(0));
        }
        return all;
    }

    private static List<Answered> askInOneChild(Guest guest, List<DirectAttempt> attempts) {
        Batch.Builder batch = Batch.inChild(CHILD);
        List<List<Named>> steps =
                attempts.stream().map(attempt -> steps(batch, attempt)).toList();
        Answer answer = guest.ask(batch.build());
        List<Answered> answers = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            answers.add(answered(attempts.get(i), steps.get(i), answer));
        }
        return answers;
    }

    private record Named(Syscall call, Batch.Step step) {}

    private static List<Named> steps(Batch.Builder batch, DirectAttempt attempt) {
        byte[] address = attempt.endpoint().socketAddress();
        byte[] token = (attempt.token() + "\n").getBytes(StandardCharsets.US_ASCII);
        int type =
                (attempt.isDatagram() ? SocketFlags.SOCK_DGRAM : SocketFlags.SOCK_STREAM) | SocketFlags.SOCK_NONBLOCK;
        List<Named> steps = new ArrayList<>();
        Batch.Buffer destination = batch.input(address);
        Batch.Buffer payload = batch.input(token);
        if (attempt.throughPair()) {
            Batch.Buffer pair = batch.inOut(new byte[8]);
            Batch.Step made = batch.call(Syscall.SOCKETPAIR, attempt.endpoint().family(), type, 0, pair);
            Batch.Step end = batch.load(pair, 4);
            steps.add(new Named(Syscall.SOCKETPAIR, made));
            steps.add(new Named(
                    Syscall.SENDTO,
                    batch.call(
                            Syscall.SENDTO,
                            end,
                            payload,
                            token.length,
                            SocketFlags.MSG_NOSIGNAL,
                            destination,
                            address.length)));
            return steps;
        }
        Batch.Step socket = batch.call(Syscall.SOCKET, attempt.endpoint().family(), type, 0);
        Batch.Step connect = batch.call(Syscall.CONNECT, socket, destination, address.length);
        if (attempt.connectsByHandshake()) {
            // Returns at once where there is no connection to wait for.
            Poll.add(batch, List.of(new Poll.Wanted(socket, PollEvents.POLLOUT)), CONNECTION);
        }
        Batch.Step send = batch.call(Syscall.SENDTO, socket, payload, token.length, SocketFlags.MSG_NOSIGNAL, 0, 0);
        steps.add(new Named(Syscall.SOCKET, socket));
        steps.add(new Named(Syscall.CONNECT, connect));
        steps.add(new Named(Syscall.SENDTO, send));
        return steps;
    }

    /**
     * The first call that failed says it. A connection that is under way is asked about by the call that sends: it fails
     * for now while there is a route and nobody has answered yet, and with the answer where there was one (man 2 connect).
     */
    private static Answered answered(DirectAttempt attempt, List<Named> steps, Answer answer) {
        for (Named named : steps) {
            if (!answer.reached(named.step())) {
                return new Answered(answer.ending().describe(), false);
            }
            Result result = answer.result(named.step());
            if (result.failedWith(Errno.EAGAIN)) {
                return new Answered("a connection is under way", true);
            }
            if (result.failed() && !result.failedWith(Errno.EINPROGRESS)) {
                return new Answered(name(named.call()) + ": " + result.describe(), false);
            }
        }
        return attempt.connectsToNobody()
                ? new Answered("sent over the sandbox's own loopback", false)
                : new Answered("connected and sent", true);
    }

    private static String name(Syscall call) {
        return call.name().toLowerCase(Locale.ROOT);
    }
}
