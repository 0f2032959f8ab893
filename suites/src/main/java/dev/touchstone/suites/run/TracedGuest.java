package dev.touchstone.suites.run;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.GuestException;
import java.time.Duration;

/**
 * A guest whose questions and answers are kept as evidence of the running check, and that answers no more once the
 * audit's time is used up: a sandbox that stalls every answer a little below its limit would otherwise take hours.
 */
final class TracedGuest implements Guest {
    private final Guest guest;
    private final Transcript transcript;
    private final String speaker;
    private final long deadline;

    /**
     * @param speaker how the evidence names this guest, such as "inside"
     * @param deadline {@link System#nanoTime()} after which nothing more is asked
     */
    TracedGuest(Guest guest, Transcript transcript, String speaker, long deadline) {
        this.guest = guest;
        this.transcript = transcript;
        this.speaker = speaker;
        this.deadline = deadline;
    }

    @Override
    public Answer ask(Batch batch) {
        if (System.nanoTime() - deadline > 0) {
            throw new GuestException("the audit's time is used up; the sandbox answered too slowly", true);
        }
        try {
            Answer answer = guest.ask(batch);
            transcript.add(speaker, batch, answer);
            return answer;
        } catch (GuestException e) {
            transcript.add(speaker, batch, e);
            throw e;
        }
    }

    @Override
    public Architecture architecture() {
        return guest.architecture();
    }

    @Override
    public int pid() {
        return guest.pid();
    }

    @Override
    public long callsAsked() {
        return guest.callsAsked();
    }

    @Override
    public Duration patience() {
        return guest.patience();
    }

    @Override
    public void close() {
        guest.close();
    }
}
