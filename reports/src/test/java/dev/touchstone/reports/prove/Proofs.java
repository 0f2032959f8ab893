package dev.touchstone.reports.prove;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.touchstone.suites.mutants.LeftOut;
import dev.touchstone.suites.mutants.Mutant;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Proofs made by hand. */
final class Proofs {
    private static final Set<String> JUDGED = Set.of("ISO-02", "ISO-03", "PRV-05", "NET-04");

    private Proofs() {}

    static Mutant mutant(String id, String mutantClass, Set<String> breaks, Map<String, String> mayBreak) {
        Optional<String> equivalent = breaks.isEmpty() ? Optional.of("It makes no difference.") : Optional.empty();
        return new Mutant(
                id,
                mutantClass,
                id,
                "reference",
                JsonNodeFactory.instance.arrayNode(),
                false,
                breaks,
                equivalent,
                mayBreak,
                Map.of(),
                "Somebody <b>did</b> it.",
                "m.yaml:4:5");
    }

    static Trial trial(Mutant mutant, Result result, Map<String, String> violated, Map<String, String> undetermined) {
        return new Trial(
                mutant,
                result,
                JUDGED,
                new TreeMap<>(violated),
                new TreeMap<>(undetermined),
                List.of("host name: a became b"),
                "this is <why>\u001b",
                Duration.ofMillis(120));
    }

    /** One of each result, one with collateral, one left out. */
    static Proof everything() {
        Mutant killed = mutant("killed", "network", Set.of("ISO-02"), Map.of("NET-04", "It follows."));
        return new Proof(
                List.of(
                        trial(killed, Result.KILLED, Map.of("ISO-02", "open", "NET-04", "reached"), Map.of()),
                        trial(
                                mutant("noisy", "network", Set.of("ISO-02"), Map.of()),
                                Result.KILLED,
                                Map.of("ISO-02", "open", "PRV-05", "surprising"),
                                Map.of("ISO-03", "unclear")),
                        trial(
                                mutant("survivor", "seccomp", Set.of("PRV-05"), Map.of()),
                                Result.SURVIVED,
                                Map.of(),
                                Map.of()),
                        trial(
                                mutant("mistaken", "seccomp", Set.of("PRV-05"), Map.of()),
                                Result.WRONG_KILL,
                                Map.of("NET-04", "reached"),
                                Map.of()),
                        trial(
                                mutant("unseen", "seccomp", Set.of("PRV-05"), Map.of()),
                                Result.UNDETERMINED,
                                Map.of(),
                                Map.of()),
                        trial(mutant("same", "seccomp", Set.of(), Map.of()), Result.EQUIVALENT, Map.of(), Map.of())),
                List.of(new LeftOut(mutant("absent", "network", Set.of("ISO-02"), Map.of()), "it takes root")),
                Duration.ofMillis(23_449));
    }
}
