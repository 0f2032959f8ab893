package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.witness.Witness;
import java.util.List;
import java.util.Optional;

/** A witness that has controls and sees nothing. */
record UnconfinedWitness(Guest unconfined, Guest privileged) implements Witness {
    @Override
    public Optional<String> absence() {
        return Optional.empty();
    }

    @Override
    public Optional<List<Flow>> traffic() {
        return Optional.empty();
    }

    @Override
    public boolean live() {
        return false;
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
        return Optional.empty();
    }

    @Override
    public long swapTotalBytes() {
        throw new UnsupportedOperationException();
    }
}
