package dev.touchstone.suites.run;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.GuestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was asked and what was answered during one check, one line for each system call. Holds references while the
 * check runs and makes text only when it is asked for, so that it costs nothing on the way.
 */
final class Transcript {
    private static final int MAX_EXCHANGES = 400;
    private static final int MAX_TEXT = 16 * 1024;
    private static final int MAX_BYTES_SHOWN = 48;

    private final List<Exchange> exchanges = new ArrayList<>();
    private int dropped;

    synchronized void add(String speaker, Batch batch, Answer answer) {
        add(new Exchange(speaker, batch, answer, null));
    }

    synchronized void add(String speaker, Batch batch, GuestException failure) {
        add(new Exchange(speaker, batch, null, failure.getMessage()));
    }

    private void add(Exchange exchange) {
        if (exchanges.size() < MAX_EXCHANGES) {
            exchanges.add(exchange);
        } else {
            dropped++;
        }
    }

    /** Takes what was collected and starts anew. */
    synchronized String take() {
        StringBuilder text = new StringBuilder();
        for (Exchange exchange : exchanges) {
            if (text.length() > MAX_TEXT) {
                dropped++;
            } else {
                exchange.appendTo(text);
            }
        }
        if (dropped > 0) {
            text.append("… and ").append(dropped).append(" more batches\n");
        }
        exchanges.clear();
        dropped = 0;
        return text.toString();
    }

    private record Exchange(String speaker, Batch batch, Answer answer, String failure) {

        void appendTo(StringBuilder text) {
            for (int index = 0; index < batch.operations().size(); index++) {
                text.append(speaker)
                        .append(batch.child() ? " (child): " : ": ")
                        .append(describe(batch.operations().get(index)))
                        .append(" = ")
                        .append(outcome(index))
                        .append('\n');
            }
        }

        private String outcome(int index) {
            if (answer == null) {
                return "no answer: " + failure;
            }
            Batch.Step step = new Batch.Step(index);
            return answer.reached(step)
                    ? answer.result(step).describe()
                    : "not reached: " + answer.ending().describe();
        }

        private static String describe(Batch.Operation operation) {
            String name;
            if (operation instanceof Batch.Operation.Call call) {
                name = call.syscall().name().toLowerCase(java.util.Locale.ROOT);
            } else if (operation instanceof Batch.Operation.RawCall raw) {
                name = "system call " + raw.number();
            } else {
                name = operation.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
            }
            return name
                    + operation.arguments().stream()
                            .map(Exchange::describe)
                            .collect(Collectors.joining(", ", "(", ")"));
        }

        private static String describe(Batch.Argument argument) {
            if (argument instanceof Batch.Argument.Value value) {
                return describe(value.value());
            }
            if (argument instanceof Batch.Argument.PerArchitecture both) {
                return both.x86() == both.arm()
                        ? describe(both.x86())
                        : describe(both.x86()) + " on x86_64 or " + describe(both.arm()) + " on aarch64";
            }
            if (argument instanceof Batch.Argument.Result result) {
                return "result of #" + result.operation() + (result.addend() == 0 ? "" : " + " + result.addend());
            }
            Batch.Argument.Address address = (Batch.Argument.Address) argument;
            return describe(address.buffer());
        }

        private static String describe(long number) {
            return number >= -4096 && number < 65536 ? Long.toString(number) : "0x" + Long.toHexString(number);
        }

        private static String describe(Batch.Buffer buffer) {
            byte[] content = buffer.content();
            if (content.length == 0) {
                return "buffer[" + buffer.size() + "]";
            }
            if (isText(content)) {
                return '"' + new String(content, 0, content.length - 1, StandardCharsets.US_ASCII) + '"';
            }
            int shown = Math.min(content.length, MAX_BYTES_SHOWN);
            return "bytes[" + HexFormat.of().formatHex(content, 0, shown) + (shown < content.length ? "…" : "") + "]";
        }

        private static boolean isText(byte[] content) {
            for (int index = 0; index < content.length - 1; index++) {
                if (content[index] < 0x20 || content[index] > 0x7e) {
                    return false;
                }
            }
            return content[content.length - 1] == 0;
        }
    }
}
