package dev.touchstone.suites.mutants;

/** What became of a mutant. */
public enum Result {
    /** Every property that the change violates said so. */
    KILLED,
    /** A property that the change violates did not say so. */
    SURVIVED,
    /** Only other properties noticed; or one noticed a mutant that is declared equivalent. */
    WRONG_KILL,
    /** It did not come up, its change cannot be seen, or its properties could not be judged. */
    UNDETERMINED,
    /** It is no worse than the target that was changed, for the reason that is kept with it; and nobody noticed it. */
    EQUIVALENT
}
