package dev.touchstone.suites;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.witness.Witness;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A witness that has a guest, unconfined and with every capability, and nothing else. */
public record ControlWitness(Supplier<Guest> guest, boolean live) implements Witness {
    @Override
    public Guest unconfined() {
        return guest.get();
    }

    @Override
    public Guest privileged() {
        return guest.get();
    }

    @Override
    public Optional<String> absence() {
        return Optional.empty();
    }

    @Override
    public Facts facts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long launcher() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long harness() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Integer> processes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int guestProcess() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Terminal> terminal() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long swapTotalBytes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<List<Flow>> traffic() {
        throw new UnsupportedOperationException();
    }
}
