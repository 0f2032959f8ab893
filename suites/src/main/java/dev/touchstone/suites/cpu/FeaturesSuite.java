package dev.touchstone.suites.cpu;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.assertions.TouchstoneAssertions.fail;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.Verifies;
import java.util.function.Supplier;

/** What the processor can do: /proc/cpuinfo, the auxiliary vector and an attempt have to say the same. */
public class FeaturesSuite {

    @Verifies("CPU-04")
    void aesIsDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    @Verifies(value = "CPU-04", by = BEHAVED)
    void aesWorks(Facts facts, Guest guest, Check check) {
        works(facts, check, "AESE on a published example", new ArithmeticTrials(guest)::aese);
    }

    @Verifies("CPU-05")
    void sha1IsDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    @Verifies(value = "CPU-05", by = BEHAVED)
    void sha1Works(Facts facts, Guest guest, Check check) {
        works(facts, check, "SHA1C on a published example", new ArithmeticTrials(guest)::sha1c);
    }

    @Verifies("CPU-06")
    void sha2IsDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    @Verifies(value = "CPU-06", by = BEHAVED)
    void sha2Works(Facts facts, Guest guest, Check check) {
        works(facts, check, "SHA256H on a published example", new ArithmeticTrials(guest)::sha256h);
    }

    @Verifies("CPU-07")
    void sha3IsDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    @Verifies(value = "CPU-07", by = BEHAVED)
    void sha3Works(Facts facts, Guest guest, Check check) {
        works(facts, check, "EOR3 of three vectors", new ArithmeticTrials(guest)::eor3);
    }

    @Verifies("CPU-08")
    void sha512IsDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    @Verifies(value = "CPU-08", by = BEHAVED)
    void sha512Works(Facts facts, Guest guest, Check check) {
        works(facts, check, "SHA512H on the initial values", new ArithmeticTrials(guest)::sha512h);
    }

    @Verifies("CPU-09")
    void atomicsAreDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    @Verifies(value = "CPU-09", by = BEHAVED)
    void atomicsWork(Facts facts, Guest guest, Check check) {
        works(facts, check, "LDADD of 2 to 40", new ArithmeticTrials(guest)::ldadd);
    }

    @Verifies("CPU-10")
    void pointerAuthenticationIsDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    /** If this fails: a kernel built without ARM64_PTR_AUTH lets the processor sign nothing. */
    @Verifies(value = "CPU-10", by = BEHAVED)
    void pointerAuthenticationWorks(Facts facts, Guest guest, Check check) {
        works(
                facts,
                check,
                "PACIA, then AUTIA and a load through the pointer, with and without one bit changed",
                new ControlFlowTrials(guest)::pointerAuthentication);
    }

    @Verifies("CPU-11")
    void genericCodesAreDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    @Verifies(value = "CPU-11", by = BEHAVED)
    void genericCodesWork(Facts facts, Guest guest, Check check) {
        works(facts, check, "PACGA of two numbers", new ControlFlowTrials(guest)::genericCodes);
    }

    @Verifies("CPU-12")
    void branchTargetsAreDeclared(Facts facts, Check check) {
        isDeclared(facts, check);
    }

    /** If this fails: some hosts have the feature and do not give it to their virtual machines. */
    @Verifies(value = "CPU-12", by = BEHAVED)
    void branchTargetsAreIdentified(Facts facts, Guest guest, Check check) {
        works(
                facts,
                check,
                "indirect calls to pages mapped with and without PROT_BTI",
                new ControlFlowTrials(guest)::branchTargets);
    }

    private static void isDeclared(Facts facts, Check check) {
        String feature = check.expected("feature").asText();
        check.expects(feature + " for every processor, and its bit in the auxiliary vector")
                .probe("Features in /proc/cpuinfo, and /proc/self/auxv")
                .lookAt("the processor that the machine was given");
        isArm(facts, check, feature);
        Declaration declaration = declaration(facts, check);
        check.observes(declaration.describe());
        if (declaration.absent()) {
            fail("the processor lacks %s: %s", feature, declaration.describe());
        }
        if (!declaration.complete()) {
            fail("the declarations of %s disagree: %s", feature, declaration.describe());
        }
    }

    private static void works(Facts facts, Check check, String probe, Supplier<Trial> attempt) {
        String feature = check.expected("feature").asText();
        check.expects(feature + " works as it is declared")
                .probe(probe + ", run in a child inside")
                .lookAt("the processor that the machine was given");
        isArm(facts, check, feature);
        Declaration declaration = declaration(facts, check);
        Trial trial = attempt.get();
        check.observes(trial.observed());
        if (trial.works() != declaration.complete()) {
            fail("%s disagrees with its declaration: %s; but %s", feature, trial.observed(), declaration.describe());
        }
        assertThat(trial.works())
                .withFailMessage("the processor lacks %s: %s", feature, trial.observed())
                .isTrue();
    }

    /** The names and bits are those of aarch64; on another architecture they mean something else. */
    private static void isArm(Facts facts, Check check, String feature) {
        Architecture architecture = facts.guest().architecture();
        check.observes(architecture.machine());
        assertThat(architecture)
                .withFailMessage("the processor is %s, which has no %s", architecture.machine(), feature)
                .isEqualTo(Architecture.AARCH64);
    }

    private static Declaration declaration(Facts facts, Check check) {
        return Declaration.read(
                facts,
                check.expected("feature").asText(),
                check.expected("auxiliary").asText(),
                check.expected("bit").asInt());
    }
}
