package dev.touchstone.suites.run;

/** Hears how an audit goes, for progress. Called from the audit's own thread; must not block. */
public interface AuditListener {
    /** Hears nothing. */
    AuditListener NONE = new AuditListener() {};

    /** The sandbox answers. */
    default void booted(double millis) {}

    /**
     * The checks of an area begin, or go on after those of another.
     *
     * @param checks how many the area has in all
     */
    default void areaStarted(String area, int checks) {}

    /** A check ended. */
    default void checked(CheckResult result) {}

    /** Everything is known; what was started is closed next. */
    default void ended(AuditRun run) {}
}
