package dev.touchstone.suites.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.GuestException;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.target.CommandBoot;
import dev.touchstone.fixtures.target.Egress;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.ControlWitness;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Property;
import dev.touchstone.suites.run.CheckResult.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class AuditTest {
    private final FakeSandbox sandbox = new FakeSandbox(3);

    @Test
    void aTestThatReturnsPassesWithWhatItSaw() {
        CheckResult result = run(Sample.class, "TST-01").results().get(0);

        assertThat(result.status()).isEqualTo(Status.PASSED);
        assertThat(result.name()).isEqualTo("what holds passes");
        assertThat(result.expected()).isEqualTo("the answer is 3");
        assertThat(result.observed()).isEqualTo("3");
        assertThat(result.message()).isNull();
        assertThat(result.attachments())
                .singleElement()
                .satisfies(attachment -> assertThat(attachment.text()).isEqualTo("inside: read(0) = 3\n"));
    }

    @Test
    void anAssertionErrorIsAViolationWithEveryThingAReaderNeeds() {
        CheckResult result = run(Sample.class, "TST-02").results().get(0);

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.message().lines())
                .containsExactly(
                        "the answer is wrong",
                        "  documented: a claim",
                        "  source:     seed: a sentence",
                        "  observed:   3",
                        "  probe:      read(0) inside",
                        "  look at:    nothing, this is a test");
    }

    /** Whoever audits from tests of their own may have told JUnit to run none, and to say that all are well. */
    @Test
    void whatJUnitIsToldForOtherTestsIsNotForChecks() {
        String property = "junit.platform.execution.dryRun.enabled";
        System.setProperty(property, "true");
        try {
            assertThat(run(Sample.class, "TST-02").results().get(0).status()).isEqualTo(Status.FAILED);
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void anyOtherThrowableLeavesTheCheckUndetermined() {
        CheckResult result = run(Sample.class, "TST-03").results().get(0);

        assertThat(result.status()).isEqualTo(Status.BROKEN);
        assertThat(result.message()).isEqualTo("could not be determined: java.lang.IllegalStateException: harness");
    }

    @Test
    void anAbortedTestIsNoWayToPass() {
        assertThat(run(Sample.class, "TST-04").results().get(0).status()).isEqualTo(Status.BROKEN);
    }

    @Test
    void whatTheTargetLeavesOutIsNotApplicableWithTheReason() {
        CheckResult result = run(Sample.class, "TST-10").results().get(0);

        assertThat(result.status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(result.message()).isEqualTo("the target names no agent");
    }

    @Test
    void aMissingExpectedValueIsTheProfilesFault() {
        CheckResult result = run(Sample.class, "TST-05").results().get(0);

        assertThat(result.status()).isEqualTo(Status.BROKEN);
        assertThat(result.message())
                .endsWith("the profile's row TST-05 has no expected value \"absent\"; it has [present]");
    }

    @Test
    void aSuiteThatCannotBeMadeLeavesItsChecksBroken() {
        CheckResult result = run(Unmakeable.class, "TST-06").results().get(0);

        assertThat(result.status()).isEqualTo(Status.BROKEN);
        assertThat(result.message()).startsWith("the check ").contains("cannot be made");
    }

    @Test
    void aParameterThatNobodyGivesLeavesTheCheckBroken() {
        CheckResult result = run(Sample.class, "TST-07").results().get(0);

        assertThat(result.status()).isEqualTo(Status.BROKEN);
        assertThat(result.message()).contains(ParameterResolutionException.class.getSimpleName());
    }

    @Test
    void aSkippedTestIsBroken() {
        CheckResult result = run(Sample.class, "TST-08").results().get(0);

        assertThat(result.status()).isEqualTo(Status.BROKEN);
        assertThat(result.message()).isEqualTo("the check was skipped: somebody was in a hurry");
    }

    @Test
    void aPropertyThatThisKindCannotShowIsNotRun() {
        assertThat(run(Sample.class, "TST-09").results()).isEmpty();
    }

    @Test
    void onlyTheChosenAreasAndIdsRun() {
        Profile profile = profile("TST-01", "TST-02");
        AuditRun run = run(Sample.class, profile, Set.of("TST-02"));

        assertThat(run.results()).extracting(CheckResult::property).containsExactly("TST-02");
        assertThat(run.complete()).isFalse();
    }

    @Test
    void theSandboxIsClosedAndCounted() {
        AuditRun run = run(Sample.class, "TST-01");

        assertThat(sandbox.closed).isTrue();
        assertThat(run.notes()).containsExactly("a stand-in");
        assertThat(run.launchLog()).isEqualTo("launched");
        assertThat(run.bootMillis()).isEqualTo(7);
    }

    @Test
    void onceTheTimeIsUsedUpNothingMoreIsAsked() {
        AuditRequest request =
                new AuditRequest(target(), null, profile("TST-01"), Set.of(), () -> sandbox, Duration.ofSeconds(-1));
        AuditRun run = new Audit(SuiteCatalogue.of(List.of(Sample.class))).run(request, AuditListener.NONE);

        assertThat(run.results()).singleElement().satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.BROKEN);
            assertThat(result.message())
                    .isEqualTo("could not be determined: the audit's time is used up; the sandbox answered too slowly");
        });
    }

    /** Whoever closes the sandbox under them has them fail, and a recording of what they say. */
    @Test
    void theControlsThatAreAskedAheadAreWaitedFor() {
        CountDownLatch checked = new CountDownLatch(1);
        AtomicReference<Boolean> closedMeanwhile = new AtomicReference<>();
        AtomicReference<FakeSandbox> booted = new AtomicReference<>();
        booted.set(new FakeSandbox(
                3,
                new ControlWitness(
                        () -> {
                            awaitAndAWhileMore(checked);
                            closedMeanwhile.set(booted.get().closed);
                            throw new GuestException("no executor outside", true);
                        },
                        true)));
        AuditRequest request =
                new AuditRequest(target(), null, profile("TST-11"), Set.of(), booted::get, Duration.ofSeconds(5));
        new Audit(SuiteCatalogue.of(List.of(Sample.class))).run(request, new AuditListener() {
            @Override
            public void checked(CheckResult result) {
                checked.countDown();
            }
        });

        assertThat(closedMeanwhile).hasValue(false);
        assertThat(booted.get().closed).isTrue();
    }

    private static void awaitAndAWhileMore(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSandboxThatDoesNotBootIsNoAudit() {
        AuditRequest request = new AuditRequest(
                target(),
                null,
                profile("TST-01"),
                Set.of(),
                () -> {
                    throw new BootException("bwrap is missing");
                },
                Duration.ofSeconds(5));

        assertThatThrownBy(() -> new Audit(SuiteCatalogue.of(List.of(Sample.class))).run(request, AuditListener.NONE))
                .isInstanceOf(BootException.class)
                .hasMessage("bwrap is missing");
    }

    @Test
    void theListenerHearsOfTheAreaAndOfEveryCheck() {
        List<String> heard = new ArrayList<>();
        List<String> areas = new ArrayList<>();
        AuditListener listener = new AuditListener() {
            @Override
            public void areaStarted(String area, int checks) {
                assertThat(heard).as("checks heard of before their area").isEmpty();
                areas.add(area + " " + checks);
            }

            @Override
            public void checked(CheckResult result) {
                heard.add(result.property());
            }
        };
        AuditRequest request = new AuditRequest(
                target(), null, profile("TST-01", "TST-02"), Set.of(), () -> sandbox, Duration.ofSeconds(5));
        new Audit(SuiteCatalogue.of(List.of(Sample.class))).run(request, listener);

        assertThat(heard).containsExactlyInAnyOrder("TST-01", "TST-02");
        assertThat(areas).singleElement().asString().endsWith(" 2");
    }

    @Test
    void orphansAreNamed() {
        assertThat(SuiteCatalogue.of(List.of(Unmakeable.class)).orphans(List.of(profile("TST-01"))))
                .containsExactly(
                        "property TST-01 of profile sample has no test",
                        "test Unmakeable.unreachable verifies TST-06, which no profile of [sample] has");
    }

    private AuditRun run(Class<?> suite, String id) {
        return run(suite, profile(id), Set.of());
    }

    private AuditRun run(Class<?> suite, Profile profile, Set<String> only) {
        AuditRequest request = new AuditRequest(target(), null, profile, only, () -> sandbox, Duration.ofSeconds(5));
        return new Audit(SuiteCatalogue.of(List.of(suite))).run(request, AuditListener.NONE);
    }

    private static Target target() {
        CommandBoot boot = new CommandBoot(
                List.of("{executor}"),
                OptionalInt.empty(),
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                1,
                Path.of("/"));
        return new Target("sample", "sample", boot, Egress.DEFAULT, List.of(), Path.of("/sample.yaml"));
    }

    private static Profile profile(String... ids) {
        List<Property> properties = new ArrayList<>();
        for (String id : ids) {
            properties.add(new Property(
                    id,
                    "test",
                    "a claim",
                    Property.Severity.HIGH,
                    Property.Basis.SEED,
                    new Property.Source("seed", "a sentence", Optional.empty()),
                    Map.of("present", IntNode.valueOf(1)),
                    id.equals("TST-09") ? Map.of(Target.Kind.COMMAND, "no hardware") : Map.of()));
        }
        return new Profile("sample", "Sample", Set.of(Property.Basis.SEED), properties);
    }

    /** Tests that end in every way a test can end. */
    static class Sample {
        @Verifies("TST-01")
        void whatHoldsPasses(Guest guest, Check check) {
            Batch.Builder batch = Batch.inline();
            Batch.Step step = batch.call(Syscall.READ, 0);
            check.expects("the answer is 3")
                    .observes(guest.ask(batch.build()).result(step).describe());
        }

        @Verifies("TST-02")
        void whatDoesNotHoldFails(Check check) {
            check.observes("3").probe("read(0) inside").lookAt("nothing, this is a test");
            throw new AssertionError("the answer is wrong");
        }

        @Verifies("TST-03")
        void anError() {
            throw new IllegalStateException("harness");
        }

        @Verifies("TST-04")
        void aborted() {
            org.junit.jupiter.api.Assumptions.abort("not today");
        }

        @Verifies("TST-05")
        void withoutExpectation(Check check) {
            check.expected("absent");
        }

        @Verifies("TST-07")
        void withAStrangeParameter(StringBuilder nobodyGivesThis) {
            nobodyGivesThis.append("never");
        }

        @org.junit.jupiter.api.Disabled("somebody was in a hurry")
        @Verifies("TST-08")
        void skipped() {}

        @Verifies("TST-10")
        void leftOut() {
            throw new NotApplicableException("the target names no agent");
        }

        @Verifies("TST-11")
        void takesTheControls(Controls controls) {
            assertThat(controls).isNotNull();
        }

        @Verifies("TST-09")
        void notSeenHere() {
            throw new AssertionError("must not run");
        }
    }

    /** A suite that cannot be constructed. */
    static class Unmakeable {
        Unmakeable() {
            throw new IllegalStateException("cannot be made");
        }

        @Verifies("TST-06")
        void unreachable() {}
    }
}
