package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.ExecutorBinary;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.guest.LocalExecutor;
import dev.touchstone.fixtures.witness.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("boots")
class EgressControlTest {

    @TempDir
    private Path directory;

    @Test
    void findsNothingWrongWithProxiesThatLetTheAllowedHostThrough() {
        try (OutsideWorld outside = world();
                Guest guest = LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory))) {
            EgressControl control = new EgressControl(new Outside(() -> guest, true), () -> outside);

            assertThat(control.httpFailure()).isEmpty();
            assertThat(control.socksFailure()).isEmpty();
        }
    }

    @Test
    void saysWhatKeepsTheAllowedHostFromBeingReached() {
        OutsideWorld outside = world();
        outside.close();
        try (Guest guest = LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory))) {
            EgressControl control = new EgressControl(new Outside(() -> guest, true), () -> outside);

            assertThat(control.httpFailure())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("no connection to the proxy at " + outside.httpSocket() + ": ")
                            .contains("ENOENT"));
            assertThat(control.socksFailure())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("no connection to the proxy at " + outside.socksSocket() + ": ")
                            .contains("ENOENT"));
        }
    }

    @Test
    void asksNobodyInAReplay() {
        try (OutsideWorld outside = world()) {
            EgressControl control = new EgressControl(
                    new Outside(
                            () -> {
                                throw new AssertionError("asked");
                            },
                            false),
                    () -> outside);

            assertThat(control.httpFailure()).isEmpty();
            assertThat(control.socksFailure()).isEmpty();
        }
    }

    @Test
    void provesNothingWhereNobodyCanAsk() {
        try (OutsideWorld outside = world()) {
            EgressControl control = new EgressControl(
                    new Outside(
                            () -> {
                                throw new GuestException("no executor outside", true);
                            },
                            true),
                    () -> outside);

            assertThat(control.httpFailure()).isEmpty();
        }
    }

    private OutsideWorld world() {
        return LocalOutsideWorld.open(directory, OptionalInt.empty(), EgressPolicy.documented());
    }

    /** Has an unconfined guest, and nothing else. */
    private record Outside(Supplier<Guest> guest, boolean live) implements Witness {
        @Override
        public Guest unconfined() {
            return guest.get();
        }

        @Override
        public Guest privileged() {
            throw new UnsupportedOperationException();
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
}
