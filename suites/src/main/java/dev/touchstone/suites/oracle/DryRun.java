package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Errno;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the filters of a sandbox say to calls, without one of them being made. A child installs one more filter, which hands
 * every call to a tracer that is not there. Of all filters' answers the kernel takes the strictest (man 2 seccomp: kill, trap,
 * errno, notify, trace, log, allow, in this order). So a call that another filter refuses is refused as ever, and any other
 * one, also one that is logged only, comes back with ENOSYS and was not made, whatever it would have done.
 *
 * <p>A capability is not looked at, for the call gets no further than the filters: this tells a filter's refusal from that of a
 * missing capability where the kernel looks at the capability first.
 *
 * @param installed what the kernel answered to the further filter; without it nothing was asked
 * @param answers by the name of the call
 */
public record DryRun(ProbeAnswer installed, Map<String, ProbeAnswer> answers) {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    /** Calls in one child: what a batch holds, less what the filter takes. */
    private static final int AT_ONCE = Batch.MAX_OPERATIONS - 8;
    /** What a child of the executor itself cannot do without; none of them is asked about. */
    private static final List<Syscall> NEEDED = List.of(Syscall.EXIT, Syscall.EXIT_GROUP, Syscall.GETTID);

    /**
     * Asks about these calls, each added to the batch by its function.
     *
     * @throws dev.touchstone.fixtures.guest.GuestException when the guest cannot be asked
     */
    public static DryRun of(Guest guest, Map<String, Function<Batch.Builder, Batch.Step>> calls) {
        List<String> left = new ArrayList<>(calls.keySet());
        Map<String, ProbeAnswer> answers = new LinkedHashMap<>();
        ProbeAnswer installed = installed(guest); // first on its own: where it fails, the calls would be made
        if (!(installed instanceof ProbeAnswer.Succeeded)) {
            return new DryRun(installed, Map.of());
        }
        while (!left.isEmpty()) { // ends: each child answers for one call at least
            Batch.Builder batch = Batch.inChild(LIMIT);
            Batch.Step filter = install(batch, guest.architecture());
            List<String> asked = left.subList(0, Math.min(left.size(), AT_ONCE));
            List<Batch.Step> steps =
                    asked.stream().map(name -> calls.get(name).apply(batch)).toList();
            Answer answer = guest.ask(batch.build());
            installed = ProbeAnswer.of(answer, filter);
            if (!(installed instanceof ProbeAnswer.Succeeded)) {
                return new DryRun(installed, Map.of());
            }
            int answered = 0;
            do {
                answers.put(asked.get(answered), ProbeAnswer.of(answer, steps.get(answered)));
                answered++;
            } while (answered < asked.size() && answer.reached(steps.get(answered - 1)));
            asked.subList(0, answered).clear();
        }
        return new DryRun(installed, answers);
    }

    /** Whether every filter lets a call through that was asked about; one that refuses by ENOSYS looks the same. */
    public boolean letsThrough(String name) {
        return answers.get(name).is(Errno.ENOSYS);
    }

    /** Whether a filter refuses a call that was asked about. What is neither this nor let through, nobody can say anything of. */
    public boolean refuses(String name) {
        ProbeAnswer answer = answers.get(name);
        return answer != null
                && ((answer instanceof ProbeAnswer.Failed && !letsThrough(name)) || answer.isKilledByAFilter());
    }

    /** Whether a call can be asked about. */
    public static boolean covers(Syscall call, Architecture architecture) {
        return !NEEDED.contains(call) && call.number(architecture).isPresent();
    }

    private static ProbeAnswer installed(Guest guest) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step filter = install(batch, guest.architecture());
        return ProbeAnswer.of(guest.ask(batch.build()), filter);
    }

    private static Batch.Step install(Batch.Builder batch, Architecture architecture) {
        List<Instruction> program = program(architecture);
        ByteBuffer bytes =
                ByteBuffer.allocate(program.size() * Instruction.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        program.forEach(instruction -> instruction.write(bytes));
        Batch.Buffer instructions = batch.input(bytes.array());
        Batch.Buffer header = batch.inOut(new byte[16]); // struct sock_fprog
        batch.store(header, 2, program.size());
        batch.store(header.address(8), 8, instructions);
        return batch.call(Syscall.SECCOMP, SECCOMP_SET_MODE_FILTER, 0, header);
    }

    /** Allows what the child needs by its own ABI, hands everything else over. */
    private static List<Instruction> program(Architecture architecture) {
        List<Instruction> program = new ArrayList<>();
        program.add(Instruction.load(Instruction.ARCHITECTURE));
        program.add(Instruction.skipUnless(audit(architecture), NEEDED.size() + 1));
        program.add(Instruction.load(Instruction.NUMBER));
        for (int index = 0; index < NEEDED.size(); index++) {
            int number = NEEDED.get(index).number(architecture).orElseThrow();
            program.add(Instruction.skipIf(number, NEEDED.size() - index));
        }
        program.add(Instruction.answer(Instruction.TRACE));
        program.add(Instruction.answer(Instruction.ALLOW));
        return program;
    }

    /** AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64 of include/uapi/linux/audit.h. */
    private static int audit(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> 0xc000_003e;
            case AARCH64 -> 0xc000_00b7;
        };
    }

    /** struct sock_filter (include/uapi/linux/filter.h) on struct seccomp_data (include/uapi/linux/seccomp.h). */
    private record Instruction(int code, int ifTrue, int ifFalse, int operand) {
        static final int SIZE = 8;
        static final int NUMBER = 0;
        static final int ARCHITECTURE = 4;
        static final int TRACE = 0x7ff0_0000;
        static final int ALLOW = 0x7fff_0000;

        private static final int LOAD_WORD = 0x20; // BPF_LD|BPF_W|BPF_ABS
        private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP|BPF_JEQ|BPF_K
        private static final int RETURN = 0x06; // BPF_RET|BPF_K

        static Instruction load(int offset) {
            return new Instruction(LOAD_WORD, 0, 0, offset);
        }

        static Instruction skipIf(int value, int count) {
            return new Instruction(JUMP_IF_EQUAL, count, 0, value);
        }

        static Instruction skipUnless(int value, int count) {
            return new Instruction(JUMP_IF_EQUAL, 0, count, value);
        }

        static Instruction answer(int action) {
            return new Instruction(RETURN, 0, 0, action);
        }

        void write(ByteBuffer bytes) {
            bytes.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
        }
    }
}
