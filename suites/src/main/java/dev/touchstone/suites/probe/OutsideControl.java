package dev.touchstone.suites.probe;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.suites.run.UndeterminedException;

/**
 * That a file which is not reached inside can be reached outside at all. On this machine the harness has made it so; on another one the
 * file is where an engine keeps its volumes, which others may not get into anyway.
 */
public final class OutsideControl {
    private OutsideControl() {}

    /**
     * To be asked once it has been told whether the file is reached inside.
     *
     * @param what it is, for the message, such as "file"
     * @throws UndeterminedException where the same user does not get at the file outside the sandbox either
     */
    public static void require(Sandbox sandbox, String file, String what) {
        if (sandbox.elsewhere().isEmpty()) {
            return;
        }
        Result control = Opening.forReading(sandbox.witness().unconfined(), file);
        if (control.failed()) {
            throw new UndeterminedException(sandbox.elsewhere().get() + ": the same user does not get at the " + what
                    + " outside the sandbox either (" + control.describe() + "), so that this proves nothing");
        }
    }
}
