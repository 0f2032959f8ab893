package dev.touchstone.suites.mutants;

import java.util.List;

/**
 * Whether a mutant's change is there in the booted sandbox: the control without which a mutant that is not noticed, or is, proves
 * nothing.
 *
 * @param differences from how the unbroken target looks; empty where none can be seen
 */
record Effect(List<String> differences) {
    private static final int LONGEST = 300;

    Effect {
        differences = List.copyOf(differences);
    }

    static Effect between(Appearance unbroken, Appearance broken) {
        return new Effect(unbroken.differencesIn(broken).stream()
                .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text)
                .toList());
    }

    boolean isSeen() {
        return !differences.isEmpty();
    }
}
