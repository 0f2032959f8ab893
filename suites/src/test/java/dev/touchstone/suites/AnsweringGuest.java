package dev.touchstone.suites;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import java.time.Duration;
import java.util.function.Function;

/** A guest whose answers are worked out by a test. */
public record AnsweringGuest(Function<Batch, Answer> answers) implements Guest {

    @Override
    public Architecture architecture() {
        return Architecture.X86_64;
    }

    @Override
    public int pid() {
        return 5;
    }

    @Override
    public Answer ask(Batch batch) {
        return answers.apply(batch);
    }

    @Override
    public long callsAsked() {
        return 0;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void close() {}
}
