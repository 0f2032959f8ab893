package dev.touchstone.suites.isolation;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.Facts;
import java.util.Map;

/**
 * The namespaces of a sandbox's main process and of the harness, both read outside.
 *
 * @param sandbox inode by name
 * @param host inode by name
 */
record Namespaces(Map<String, Long> sandbox, Map<String, Long> host) {

    static Namespaces of(Sandbox sandbox) {
        Facts outside = sandbox.witness().facts();
        return new Namespaces(
                outside.namespaces(sandbox.witness().guestProcess()),
                outside.namespaces(outside.guest().pid()));
    }

    long inside(String name) {
        return sandbox.get(name);
    }

    String describe(String name) {
        return name + " namespace " + sandbox.get(name) + " inside, " + host.get(name) + " on the host";
    }

    void differs(String name) {
        if (sandbox.get(name).equals(host.get(name))) {
            throw new AssertionError("the sandbox is in the host's " + name + " namespace (" + host.get(name) + ")");
        }
    }
}
