package dev.touchstone.reports.cli;

import dev.touchstone.suites.run.AuditListener;

/** Shows on stderr how an audit goes. */
interface Progress extends AuditListener, AutoCloseable {
    /** Says nothing. */
    Progress SILENT = new Progress() {};

    /** Says something beside the areas, such as what is being started. */
    default void step(String what) {}

    /** Says nothing from now on: what is still heard is no news of the sandbox. Called from any thread. */
    default void abandon() {}

    /** Ends the line that is being written. */
    @Override
    default void close() {}
}
