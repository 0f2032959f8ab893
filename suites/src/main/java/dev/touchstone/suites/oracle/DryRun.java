package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the filters of a sandbox say to calls, without one of them being made. A child installs one more filter, which hands
 * every call to a tracer that is not there. Of all filters' answers the kernel takes the strictest (man 2 seccomp: kill, trap,
 * errno, notify, trace, log, allow, in this order). So a call that another filter refuses is refused as ever, and any other
 * one, also one that is logged only, comes back with ENOSYS and was not made, whatever it would have done.
 *
 * <p>A capability is not looked at, for the call gets no further than the filters: this tells a filter's refusal from that of a
 * missing capability where the kernel looks at the capability first.
 *
 * <p>Where the sandbox has a supervisor (man 2 seccomp_unotify), nothing is asked: a call that it lets continue is made, whatever
 * another filter says. That there is one shows in the kernel's EBUSY to a second.
 *
 * @param obstacle why nothing was asked; empty where the calls were asked about
 * @param answers by the name of the call
 */
public record DryRun(Optional<String> obstacle, Map<String, ProbeAnswer> answers) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /**
     * Asks about these calls, each added to the batch by its function.
     *
     * @throws dev.touchstone.fixtures.guest.GuestException when the guest cannot be asked
     */
    public static DryRun of(Guest guest, Map<String, Function<Batch.Builder, Batch.Step>> calls) {
        List<String> left = new ArrayList<>(calls.keySet());
        Map<String, ProbeAnswer> answers = new LinkedHashMap<>();
        ProbeAnswer installed = FurtherFilter.DRY_RUN.installed(guest);
        if (!(installed instanceof ProbeAnswer.Succeeded)) {
            return notInstalled(installed);
        }
        if (FurtherFilter.UNANSWERED.installed(guest).is(Errno.EBUSY)) {
            return new DryRun(
                    Optional.of("the sandbox's filters have a supervisor, which may let them be made"), Map.of());
        }
        while (!left.isEmpty()) { // ends: each child answers for one call at least
            Batch.Builder batch = Batch.inChild(LIMIT);
            Batch.Step filter = FurtherFilter.DRY_RUN.install(batch, guest.architecture());
            List<String> asked = left.subList(0, Math.min(left.size(), FurtherFilter.MOST_CALLS));
            List<Batch.Step> steps =
                    asked.stream().map(name -> calls.get(name).apply(batch)).toList();
            Answer answer = guest.ask(batch.build());
            installed = ProbeAnswer.of(answer, filter);
            if (!(installed instanceof ProbeAnswer.Succeeded)) {
                return notInstalled(installed);
            }
            int answered = 0;
            do {
                answers.put(asked.get(answered), ProbeAnswer.of(answer, steps.get(answered)));
                answered++;
            } while (answered < asked.size() && answer.reached(steps.get(answered - 1)));
            asked.subList(0, answered).clear();
        }
        return new DryRun(Optional.empty(), answers);
    }

    private static DryRun notInstalled(ProbeAnswer answer) {
        return new DryRun(Optional.of("no further filter can be installed: " + answer.describe()), Map.of());
    }

    /** Whether every filter lets a call through that was asked about; for one that refuses by ENOSYS see {@link EnosysRefusals}. */
    public boolean letsThrough(String name) {
        return answers.get(name).is(Errno.ENOSYS);
    }

    /** Whether a filter refuses a call that was asked about. What is neither this nor let through, nobody can say anything of. */
    public boolean refuses(String name) {
        ProbeAnswer answer = answers.get(name);
        return answer != null
                && ((answer instanceof ProbeAnswer.Failed && !letsThrough(name)) || answer.isKilledByAFilter());
    }

    /** Whether a call can be asked about. */
    public static boolean covers(Syscall call, Architecture architecture) {
        return !FurtherFilter.NEEDED.contains(call) && call.number(architecture).isPresent();
    }
}
