package dev.touchstone.suites.privileges;

import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.FileStatuses;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tries the programs that make another user of their caller, with no terminal to ask on and nothing to read. */
final class SwitchUser {
    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    /** Enough for a program that asks nobody; one that waits (for a password, or after a refusal) has given nothing. */
    private static final Duration LIMIT = Duration.ofSeconds(3);
    /** With no_new_privs the kernel ignores the setuid bit (man 2 PR_SET_NO_NEW_PRIVS): what such a program does is a formality. */
    private static final Duration LIMIT_WHEN_DISARMED = Duration.ofMillis(25);
    /** A program without the bit asks nobody, or waits for seconds after a refusal. */
    private static final Duration LEAST_WITHOUT_BIT = Duration.ofMillis(100);

    /** Where the machine is too busy to start it sooner. */
    private static final Duration LIMIT_WITHOUT_BIT = Duration.ofMillis(500);

    /** How many times as long as a start that asks for nothing it may take. */
    private static final int STARTS = 20;

    private static final int CLOCK_MONOTONIC = 1;

    private static final int SIGKILL = 9;
    private static final int PR_GET_NO_NEW_PRIVS = 39;
    private static final int S_ISUID = 04000;

    private final Guest guest;

    SwitchUser(Guest guest) {
        this.guest = guest;
    }

    /** One attempt for each program and place. */
    List<Attempt> attempts() {
        List<List<String>> commands = List.of(
                List.of("/usr/bin/sudo", "-n", "true"),
                List.of("/usr/bin/su", "root", "-c", "true"),
                List.of("/usr/bin/pkexec", "--disable-internal-agent", "true"),
                List.of("/usr/bin/doas", "-n", "true"));
        Function<String, Duration> limit = noNewPrivileges()
                ? limitsWhenDisarmed(
                        commands.stream().map(command -> command.get(0)).toList())
                : program -> LIMIT;
        return commands.stream()
                .map(command -> attempt(limit.apply(command.get(0)), command))
                .toList();
    }

    private boolean noNewPrivileges() {
        Batch.Builder batch = Batch.inline();
        Batch.Step get = batch.call(Syscall.PRCTL, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
        return guest.ask(batch.build()).result(get).value() == 1;
    }

    private Function<String, Duration> limitsWhenDisarmed(List<String> programs) {
        FileStatuses found = new Facts(guest).fileStatusesFollowed(programs);
        return program -> found.of(program)
                .map(status -> (status.mode() & S_ISUID) != 0 ? LIMIT_WHEN_DISARMED : limitWithoutBit(program))
                .orElse(LIMIT_WITHOUT_BIT);
    }

    /** By the guest's own clock, so that a recorded conversation can be asked again. */
    private Duration limitWithoutBit(String program) {
        Optional<Duration> before = clock();
        attempt(LIMIT_WITHOUT_BIT, List.of(program, "--version"));
        return before.flatMap(start -> clock().map(end -> limitWithoutBit(end.minus(start))))
                .orElse(LIMIT_WITHOUT_BIT);
    }

    /** @param start how long a start took that asked for nothing */
    static Duration limitWithoutBit(Duration start) {
        Duration starts = start.multipliedBy(STARTS);
        if (starts.compareTo(LEAST_WITHOUT_BIT) < 0) {
            return LEAST_WITHOUT_BIT;
        }
        return starts.compareTo(LIMIT_WITHOUT_BIT) < 0 ? starts : LIMIT_WITHOUT_BIT;
    }

    private Optional<Duration> clock() {
        Batch.Builder batch = Batch.inline();
        Batch.Buffer time = batch.output(2 * Long.BYTES); // struct timespec
        Batch.Step get = batch.call(Syscall.CLOCK_GETTIME, CLOCK_MONOTONIC, time);
        Answer answer = guest.ask(batch.build());
        if (answer.result(get).failed()) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(answer.bytes(time, time.size())).order(ByteOrder.LITTLE_ENDIAN);
        return Optional.of(Duration.ofSeconds(read.getLong()).plusNanos(read.getLong()));
    }

    private Attempt attempt(Duration limit, List<String> command) {
        String program = command.get(0);
        Batch.Builder batch = Batch.inChild(limit);
        Batch.Step nothing = batch.call(Syscall.OPENAT, AT_FDCWD, batch.text("/dev/null"), O_RDWR, 0);
        for (int descriptor = 0; descriptor <= 2; descriptor++) {
            batch.call(Syscall.DUP3, nothing, descriptor, 0);
        }
        Batch.Buffer vector = batch.inOut(new byte[8 * (command.size() + 1)]);
        for (int index = 0; index < command.size(); index++) {
            batch.store(vector.address(8 * index), 8, batch.text(command.get(index)));
        }
        Batch.Buffer environment = batch.input(new byte[8]);
        Batch.Step group = batch.call(Syscall.SETSID);
        Batch.Step execute = batch.call(Syscall.EXECVE, batch.text(program), vector, environment);
        Answer answer = guest.ask(batch.build());
        if (answer.reached(group)) {
            end(answer.result(group).value());
        }
        return new Attempt(
                program, answer.reached(execute) ? answer.result(execute).describe() : null, answer.ending());
    }

    /** What the program has started outlives it, when it was killed, and would be taken for a process of the sandbox. */
    private void end(long group) {
        if (group > 1) {
            Batch.Builder batch = Batch.inline();
            batch.call(Syscall.KILL, -group, SIGKILL);
            guest.ask(batch.build());
        }
    }

    /**
     * @param notStarted why the program did not start; null when it did
     * @param ending how it ended
     */
    record Attempt(String program, String notStarted, Answer.Ending ending) {
        boolean succeeded() {
            return notStarted == null && ending instanceof Answer.Ending.Exited exited && exited.status() == 0;
        }

        String describe() {
            return program + ": " + (notStarted != null ? notStarted : ending.describe());
        }
    }
}
