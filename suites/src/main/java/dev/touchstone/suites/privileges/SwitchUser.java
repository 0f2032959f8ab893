package dev.touchstone.suites.privileges;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import java.time.Duration;
import java.util.List;

/** Tries the programs that make another user of their caller, with no terminal to ask on and nothing to read. */
final class SwitchUser {
    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    /** Enough for a program that asks nobody; one that waits (for a password, or after a refusal) has given nothing. */
    private static final Duration LIMIT = Duration.ofMillis(150);

    private final Guest guest;

    SwitchUser(Guest guest) {
        this.guest = guest;
    }

    /** One attempt for each program and place. */
    List<Attempt> attempts() {
        return List.of(
                attempt("/usr/bin/sudo", "-n", "true"),
                attempt("/usr/bin/su", "root", "-c", "true"),
                attempt("/bin/su", "root", "-c", "true"),
                attempt("/usr/bin/pkexec", "--disable-internal-agent", "true"),
                attempt("/usr/bin/doas", "-n", "true"));
    }

    private Attempt attempt(String program, String... arguments) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step nothing = batch.call(Syscall.OPENAT, AT_FDCWD, batch.text("/dev/null"), O_RDWR, 0);
        for (int descriptor = 0; descriptor <= 2; descriptor++) {
            batch.call(Syscall.DUP3, nothing, descriptor, 0);
        }
        Batch.Buffer vector = batch.inOut(new byte[8 * (arguments.length + 2)]);
        batch.store(vector, 8, batch.text(program));
        for (int index = 0; index < arguments.length; index++) {
            batch.store(vector.address(8 * (index + 1)), 8, batch.text(arguments[index]));
        }
        Batch.Buffer environment = batch.input(new byte[8]);
        Batch.Step execute = batch.call(Syscall.EXECVE, batch.text(program), vector, environment);
        Answer answer = guest.ask(batch.build());
        return new Attempt(
                program, answer.reached(execute) ? answer.result(execute).describe() : null, answer.ending());
    }

    /**
     * @param notStarted why the program did not start; null when it did
     * @param ending how it ended
     */
    record Attempt(String program, String notStarted, Answer.Ending ending) {
        boolean succeeded() {
            return notStarted == null && ending.equals(new Answer.Ending.Exited(0));
        }

        String describe() {
            return program + ": " + (notStarted != null ? notStarted : ending.describe());
        }
    }
}
