package dev.touchstone.suites.cpu;

/**
 * What trying an instruction came to.
 *
 * @param works whether it ran and did what it has to
 * @param observed what it did, as a phrase that begins with the instruction
 */
record Trial(boolean works, String observed) {

    static Trial working(String observed) {
        return new Trial(true, observed);
    }

    static Trial failing(String observed) {
        return new Trial(false, observed);
    }
}
