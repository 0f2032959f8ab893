package dev.touchstone.reports.cli.doctor;

/**
 * One thing that was looked for.
 *
 * @param what such as "socat"
 * @param detail a version, or what is wrong
 * @param remedy what to do about it; empty when nothing has to be done
 */
public record Finding(State state, String what, String detail, String remedy) {

    /** How it is. */
    public enum State {
        /** There. */
        PRESENT,
        /** Not there, and something has a stand-in or is skipped. */
        LIMITED,
        /** Not there, and nothing works without it. */
        MISSING
    }

    static Finding present(String what, String detail) {
        return new Finding(State.PRESENT, what, detail, "");
    }

    static Finding limited(String what, String detail, String remedy) {
        return new Finding(State.LIMITED, what, detail, remedy);
    }

    static Finding missing(String what, String detail, String remedy) {
        return new Finding(State.MISSING, what, detail, remedy);
    }
}
