package dev.touchstone.suites.cpu;

import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Machine code for aarch64, as words that an assembler made of the instructions beside them (Arm Architecture Reference
 * Manual, DDI 0487, chapter C6 and C7). Each piece is a function: arguments in x0 to x3, its result in x0.
 */
enum ArmCode {
    /** Returns 42. */
    ANSWER(0xd2800540 /* mov x0, #42 */, ArmCode.RETURN),
    /** As {@link #ANSWER}, and may be called through a register where branch targets are identified. */
    ANSWER_WITH_LANDING_PAD(0xd503245f /* bti c */, 0xd2800540 /* mov x0, #42 */, ArmCode.RETURN),
    /** Calls the function at x0 through a register. */
    CALL(
            0xa9bf7bfd /* stp x29, x30, [sp, #-16]! */,
            0xd63f0000 /* blr x0 */,
            0xa8c17bfd /* ldp x29, x30, [sp], #16 */,
            ArmCode.RETURN),
    /** Adds x1 to the number at x0 and returns what was there. */
    LDADD(0xf8210000 /* ldadd x1, x0, [x0] */, ArmCode.RETURN),
    /** Signs the pointer x0 with the modifier x1. */
    PACIA(0xdac10020 /* pacia x0, x1 */, ArmCode.RETURN),
    /** Authenticates the pointer x0 with the modifier x1. */
    AUTIA(0xdac11020 /* autia x0, x1 */, ArmCode.RETURN),
    /** Authenticates the pointer x0 with the modifier x1, and loads what it points to. */
    AUTIA_AND_LOAD(0xdac11020 /* autia x0, x1 */, 0xf9400000 /* ldr x0, [x0] */, ArmCode.RETURN),
    /** The code of x0 with the modifier x1. */
    PACGA(0x9ac13000 /* pacga x0, x0, x1 */, ArmCode.RETURN),
    /** The frequency of the system counter in Hz. */
    CNTFRQ(0xd53be000 /* mrs x0, cntfrq_el0 */, ArmCode.RETURN),
    // On the vectors at x0, x1 and x2, with the result at x3.
    AESE(ArmCode.vector(0x4e284820 /* aese v0.16b, v1.16b */)),
    SHA1C(ArmCode.vector(0x5e020020 /* sha1c q0, s1, v2.4s */)),
    SHA256H(ArmCode.vector(0x5e024020 /* sha256h q0, q1, v2.4s */)),
    SHA512H(ArmCode.vector(0xce628020 /* sha512h q0, q1, v2.2d */)),
    EOR3(ArmCode.vector(0xce010800 /* eor3 v0.16b, v0.16b, v1.16b, v2.16b */));

    private static final int RETURN = 0xd65f03c0; // ret
    private static final int PAGE = 4096;
    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int PROT_READ_EXEC = 1 | 4;
    private static final int PROT_BTI = 0x10; // arch/arm64/include/uapi/asm/mman.h
    private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;

    private final int[] words;

    ArmCode(int... words) {
        this.words = words;
    }

    private static int[] vector(int instruction) {
        return new int[] {
            0x3dc00000, // ldr q0, [x0]
            0x3dc00021, // ldr q1, [x1]
            0x3dc00042, // ldr q2, [x2]
            instruction,
            0x3d800060, // str q0, [x3]
            0xd2800000, // mov x0, #0
            RETURN
        };
    }

    /** Where it can be jumped to; a page of its own. */
    Loaded load(Batch.Builder batch) {
        return load(batch, PROT_READ_EXEC);
    }

    /** As {@link #load(Batch.Builder)}, on a page where branch targets are identified. */
    Loaded loadGuarded(Batch.Builder batch) {
        return load(batch, PROT_READ_EXEC | PROT_BTI);
    }

    private Loaded load(Batch.Builder batch, int protection) {
        ByteBuffer code = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(words).forEach(code::putInt);
        Batch.Step page = batch.call(Syscall.MMAP, 0, PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
        batch.copy(page, batch.input(code.array()), code.capacity());
        return new Loaded(page, batch.call(Syscall.MPROTECT, page, PAGE, protection));
    }

    /**
     * @param page where it begins
     * @param protecting the step that makes the page executable, which can fail
     */
    record Loaded(Batch.Step page, Batch.Step protecting) {}
}
