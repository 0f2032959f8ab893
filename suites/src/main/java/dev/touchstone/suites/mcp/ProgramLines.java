package dev.touchstone.suites.mcp;

import dev.touchstone.fixtures.program.GuestProgram;
import dev.touchstone.fixtures.program.GuestProgram.Heard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The lines of a program that runs inside. Whatever it writes is bounded: in time, and in length. */
final class ProgramLines implements Lines {
    /** A server of a hundred tools describes them in some hundred thousand bytes. */
    private static final int LONGEST_LINE = 1 << 20;

    private static final int LONGEST_COMPLAINT = 200;

    private final GuestProgram program;
    private final Duration limit;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private byte[] chunk = new byte[0];
    private int next;
    private final long deadline;
    private final boolean isCurtailed;
    private String first;
    private String answer = "anything";
    private long silentSlices;

    /**
     * @param limit of silence for each answer; all of them together may take twice as long
     * @param end of the time that there is, in terms of {@link System#nanoTime}, which may come before
     */
    ProgramLines(GuestProgram program, Duration limit, long end) {
        this.program = program;
        this.limit = limit;
        long own = System.nanoTime() + limit.multipliedBy(2).toNanos();
        this.isCurtailed = end - own < 0;
        this.deadline = isCurtailed ? end : own;
    }

    /** Whether the time was up before the program has had its own. */
    boolean wasCutShort() {
        return isCurtailed && System.nanoTime() - deadline > 0;
    }

    @Override
    public void send(String line) {
        if (!program.write((line + "\n").getBytes(StandardCharsets.UTF_8))) {
            throw new McpServerException("does not read what is sent to it");
        }
    }

    @Override
    public void expect(String answer) {
        this.answer = answer;
        first = first == null ? answer : first;
        silentSlices = Math.max(1, limit.dividedBy(GuestProgram.SLICE));
    }

    @Override
    public String receive() {
        while (true) { // ends: there is a deadline, and a longest line
            requireTime();
            if (takeLine()) {
                String line = begun.toString(StandardCharsets.UTF_8).strip();
                begun.reset();
                if (!line.isEmpty()) {
                    return line;
                }
            } else {
                hear();
            }
        }
    }

    /** Silence is counted, not measured, so that a recorded conversation can be asked again. */
    private void requireTime() {
        if (silentSlices == 0) {
            throw late(limit, "");
        }
        if (System.nanoTime() - deadline > 0) {
            throw late(limit.multipliedBy(2), answer.equals(first) ? "" : " of " + first);
        }
    }

    private McpServerException late(Duration after, String since) {
        return new McpServerException(
                "does not answer " + answer + " within " + after.toSeconds() + " s" + since + complaint());
    }

    private void hear() {
        Heard heard = program.read();
        if (heard instanceof Heard.Ended) {
            throw new McpServerException(program.ending()
                            .map(how -> "has ended before it answered " + answer + ": it " + how)
                            .orElse("has closed its output before it answered " + answer)
                    + complaint());
        }
        if (heard instanceof Heard.Nothing) {
            silentSlices--;
        }
        if (heard instanceof Heard.Bytes some) {
            chunk = some.bytes();
            next = 0;
        }
    }

    /** Moves what has come, up to the end of a line. */
    private boolean takeLine() {
        while (next < chunk.length) {
            byte each = chunk[next++];
            if (each == '\n') {
                return true;
            }
            if (begun.size() == LONGEST_LINE) {
                throw new McpServerException("writes a line of more than " + (LONGEST_LINE >> 20) + " MiB");
            }
            begun.write(each);
        }
        return false;
    }

    private String complaint() {
        String first = program.errors()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        return first.isEmpty() ? "" : "; it writes as an error: " + Excerpt.of(first, LONGEST_COMPLAINT);
    }
}
