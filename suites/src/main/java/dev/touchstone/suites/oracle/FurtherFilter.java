package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One more filter (man 2 seccomp), which a child installs so that its calls are not made. It comes behind every other one: of all filters'
 * answers the kernel takes the strictest.
 */
enum FurtherFilter {
    /** Hands each call to a tracer, which is not there: the call comes back with ENOSYS. */
    DRY_RUN(0x7ff0_0000, 0),
    /** Hands each call to a supervisor (man 2 seccomp_unotify), which does not answer: the call does not come back. */
    UNANSWERED(0x7fc0_0000, 8);

    /** What a child of the executor itself cannot do without; none of them is asked about. */
    static final List<Syscall> NEEDED = List.of(Syscall.EXIT, Syscall.EXIT_GROUP, Syscall.GETTID);

    /** Calls in one child, at most: what a batch holds, less what the filter takes. */
    static final int MOST_CALLS = Batch.MAX_OPERATIONS - 8;

    /** In which a child that does nothing else has installed it, on an emulated machine that is busy, too. */
    static final Duration TO_INSTALL = Duration.ofSeconds(5);

    private static final int SECCOMP_SET_MODE_FILTER = 1;

    private final int action;
    private final int flags;

    /**
     * @param action of include/uapi/linux/seccomp.h: SECCOMP_RET_TRACE, SECCOMP_RET_USER_NOTIF
     * @param flags of the installation; SECCOMP_FILTER_FLAG_NEW_LISTENER gives the child the supervisor's descriptor
     */
    FurtherFilter(int action, int flags) {
        this.action = action;
        this.flags = flags;
    }

    /** What the kernel answers to it alone, in a child of its own: where it cannot be installed, the calls would be made. */
    ProbeAnswer installed(Guest guest) {
        Batch.Builder batch = Batch.inChild(TO_INSTALL);
        Batch.Step filter = install(batch, guest.architecture());
        return ProbeAnswer.of(guest.ask(batch.build()), filter);
    }

    /** Adds its installation to a batch; the step that counts. */
    Batch.Step install(Batch.Builder batch, Architecture architecture) {
        List<Instruction> program = program(architecture);
        ByteBuffer bytes =
                ByteBuffer.allocate(program.size() * Instruction.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        program.forEach(instruction -> instruction.write(bytes));
        Batch.Buffer instructions = batch.input(bytes.array());
        Batch.Buffer header = batch.inOut(new byte[16]); // struct sock_fprog
        batch.store(header, 2, program.size());
        batch.store(header.address(8), 8, instructions);
        return batch.call(Syscall.SECCOMP, SECCOMP_SET_MODE_FILTER, flags, header);
    }

    /** Allows what the child needs by its own ABI, hands everything else over. */
    private List<Instruction> program(Architecture architecture) {
        List<Instruction> program = new ArrayList<>();
        program.add(Instruction.load(Instruction.ARCHITECTURE));
        program.add(Instruction.skipUnless(audit(architecture), NEEDED.size() + 1));
        program.add(Instruction.load(Instruction.NUMBER));
        for (int index = 0; index < NEEDED.size(); index++) {
            int number = NEEDED.get(index).number(architecture).orElseThrow();
            program.add(Instruction.skipIf(number, NEEDED.size() - index));
        }
        program.add(Instruction.answer(action));
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
