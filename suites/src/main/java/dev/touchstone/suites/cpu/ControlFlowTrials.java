package dev.touchstone.suites.cpu;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.fixtures.guest.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tries what protects the flow of control, each in a child of the guest, which it may kill. */
final class ControlFlowTrials {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long ANSWER = 42;
    private static final long RIGHT_MODIFIER = 1;
    // A signature is a few bits wide and may equal what was there; the signatures of so many modifiers cannot.
    private static final int MODIFIERS = 32;
    private static final long SIGNATURE_BIT = 1L << 54; // is in every signature, however wide addresses are

    private final Guest guest;

    ControlFlowTrials(Guest guest) {
        this.guest = guest;
    }

    /** A signed pointer authenticates, and once corrupted it kills whoever uses it. */
    Trial pointerAuthentication() {
        Trial signs = signs();
        if (!signs.works()) {
            return signs;
        }
        Signed right = useSigned(0);
        if (!right.answer.reached(right.read) || right.answer.result(right.read).value() != ANSWER) {
            return Trial.failing("AUTIA refused the pointer that PACIA had signed");
        }
        Signed corrupted = useSigned(SIGNATURE_BIT);
        if (corrupted.answer.reached(corrupted.read)) {
            return Trial.failing("AUTIA let a corrupted pointer through");
        }
        boolean died = died(corrupted.answer, Signal.SIGSEGV) || died(corrupted.answer, Signal.SIGILL);
        return new Trial(
                died,
                "AUTIA took a signed pointer; who used a corrupted one was "
                        + corrupted.answer.ending().describe());
    }

    private Trial signs() {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Buffer target = batch.output(Long.BYTES);
        Batch.Step code = ArmCode.PACIA.load(batch).page();
        List<Batch.Step> signed = new ArrayList<>();
        for (int modifier = 0; modifier < MODIFIERS; modifier++) {
            signed.add(batch.jump(code, target, modifier));
        }
        Answer answer = guest.ask(batch.build());
        if (!answer.reached(signed.get(MODIFIERS - 1))) {
            return Trial.failing("PACIA: " + answer.ending().describe());
        }
        boolean allAlike = signed.stream().map(answer::result).distinct().count() == 1;
        return new Trial(!allAlike, "PACIA gave one pointer for " + MODIFIERS + " modifiers: it signs nothing");
    }

    private Signed useSigned(long corruption) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Buffer target = batch.output(Long.BYTES);
        batch.store(target, Long.BYTES, ANSWER);
        Batch.Step signed = batch.jump(ArmCode.PACIA.load(batch).page(), target, RIGHT_MODIFIER);
        Batch.Step read =
                batch.jump(ArmCode.AUTIA_AND_LOAD.load(batch).page(), signed.result(corruption), RIGHT_MODIFIER);
        return new Signed(guest.ask(batch.build()), read);
    }

    private record Signed(Answer answer, Batch.Step read) {}

    /** The same data has the same code, and other data another one. */
    Trial genericCodes() {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step code = ArmCode.PACGA.load(batch).page();
        Batch.Step first = batch.jump(code, 1, RIGHT_MODIFIER);
        Batch.Step again = batch.jump(code, 1, RIGHT_MODIFIER);
        Batch.Step other = batch.jump(code, 2, RIGHT_MODIFIER);
        Answer answer = guest.ask(batch.build());
        if (!answer.reached(other)) {
            return Trial.failing("PACGA: " + answer.ending().describe());
        }
        Result ofOne = answer.result(first);
        Result ofTwo = answer.result(other);
        return new Trial(
                ofOne.equals(answer.result(again)) && !ofOne.equals(ofTwo),
                String.format("PACGA gave %016x for 1 and %016x for 2", ofOne.value(), ofTwo.value()));
    }

    /** Where branch targets are identified, a call through a register needs a landing pad; elsewhere it does not. */
    Trial branchTargets() {
        Call unguarded = callIndirectly(ArmCode.ANSWER, false);
        Call landing = callIndirectly(ArmCode.ANSWER_WITH_LANDING_PAD, true);
        Call astray = callIndirectly(ArmCode.ANSWER, true);
        if (landing.protecting.failed()) {
            return Trial.failing("BTI: mprotect with PROT_BTI gave " + landing.protecting.describe());
        }
        return new Trial(
                unguarded.returned() && landing.returned() && died(astray.answer, Signal.SIGILL),
                "BTI: an indirect call to an ordinary page " + unguarded.describe()
                        + ", to a landing pad on a guarded page " + landing.describe()
                        + ", past a landing pad on a guarded page " + astray.describe());
    }

    private Call callIndirectly(ArmCode function, boolean guarded) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        ArmCode.Loaded target = guarded ? function.loadGuarded(batch) : function.load(batch);
        Batch.Step call = batch.jump(ArmCode.CALL.load(batch).page(), target.page());
        Answer answer = guest.ask(batch.build());
        return new Call(answer, answer.result(target.protecting()), call);
    }

    private record Call(Answer answer, Result protecting, Batch.Step call) {
        boolean returned() {
            return answer.reached(call) && answer.result(call).value() == ANSWER;
        }

        String describe() {
            return returned() ? "returned" : "was " + answer.ending().describe();
        }
    }

    private static boolean died(Answer answer, Signal signal) {
        return answer.ending() instanceof Answer.Ending.Signalled signalled
                && signalled.signal().equals(signal);
    }
}
