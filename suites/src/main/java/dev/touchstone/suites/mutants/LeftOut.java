package dev.touchstone.suites.mutants;

/**
 * A mutant that cannot be booted on this machine, and is not tried.
 *
 * @param why what is missing
 */
public record LeftOut(Mutant mutant, String why) {}
