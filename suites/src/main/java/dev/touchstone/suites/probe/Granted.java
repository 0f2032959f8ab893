package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.suites.run.UndeterminedException;

/** The folders that a session was granted; of a sandbox that somebody else has started, nobody knows them. */
public final class Granted {
    private Granted() {}

    /**
     * A session with one folder at least: of none everything would hold.
     *
     * @throws UndeterminedException when there is none
     */
    public static Session in(Sandbox sandbox) {
        Session session = sandbox.session();
        if (session.folders().isEmpty()) {
            throw new UndeterminedException("the harness has granted no folder to this sandbox");
        }
        return session;
    }
}
