package dev.touchstone.suites.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.guest.ExecutorBinary;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.guest.LocalExecutor;
import dev.touchstone.suites.ControlWitness;
import java.nio.file.Path;
import java.util.OptionalInt;
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
            EgressControl control = new EgressControl(new ControlWitness(() -> guest, true), () -> outside);

            assertThat(control.httpFailure()).isEmpty();
            assertThat(control.socksFailure()).isEmpty();
        }
    }

    @Test
    void saysWhatKeepsTheAllowedHostFromBeingReached() {
        OutsideWorld outside = world();
        outside.close();
        try (Guest guest = LocalExecutor.start(ExecutorBinary.EXECUTOR.extractTo(directory))) {
            EgressControl control = new EgressControl(new ControlWitness(() -> guest, true), () -> outside);

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
                    new ControlWitness(
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
                    new ControlWitness(
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
}
