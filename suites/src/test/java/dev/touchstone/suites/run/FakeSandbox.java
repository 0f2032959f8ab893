package dev.touchstone.suites.run;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.witness.Witness;
import dev.touchstone.suites.AnsweringGuest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stand-in for a booted sandbox: its guest answers every call with the same number. */
class FakeSandbox implements Sandbox {
    private final long answer;
    private final Witness witness;
    volatile boolean closed;

    FakeSandbox(long answer) {
        this(answer, null);
    }

    FakeSandbox(long answer, Witness witness) {
        this.answer = answer;
        this.witness = witness;
    }

    @Override
    public Target target() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Guest guest() {
        return new AnsweringGuest(batch -> new Answer(
                Collections.nCopies(batch.operations().size(), new Result(answer)),
                Map.of(),
                new Answer.Ending.Inline()));
    }

    @Override
    public Witness witness() {
        return witness;
    }

    @Override
    public Session session() {
        return new Session("calm-quiet-lake", List.of(), null, "secret");
    }

    @Override
    public Map<String, Path> supplied() {
        return Map.of();
    }

    @Override
    public OutsideWorld outside() {
        throw new UnsupportedOperationException();
    }

    @Override
    public double bootMillis() {
        return 7;
    }

    @Override
    public List<String> notes() {
        return List.of("a stand-in");
    }

    @Override
    public String launchLog() {
        return "launched";
    }

    @Override
    public Optional<String> digest() {
        return Optional.empty();
    }

    @Override
    public Optional<ContainerLayer> container() {
        return Optional.empty();
    }

    @Override
    public Optional<String> lost() {
        return Optional.empty();
    }

    @Override
    public Optional<String> elsewhere() {
        return Optional.empty();
    }

    @Override
    public Optional<String> unguarded() {
        return Optional.empty();
    }

    @Override
    public Sandbox fresh(Variation variation) {
        throw new BootException("no second one here");
    }

    @Override
    public void close() {
        closed = true;
    }
}
