package dev.touchstone.suites.cpu;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The beginning of a program's file (include/uapi/linux/elf.h).
 *
 * @param wide whether it is of class ELFCLASS64
 * @param machine e_machine; 62 is x86_64, 183 is aarch64
 */
record ElfHeader(boolean wide, int machine) {
    private static final int SIZE = 20;
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64 = 2;

    /** Reads it from a little-endian file; anything else is an error. */
    static ElfHeader read(Guest guest, String path) {
        Batch.Builder batch = Batch.inline();
        Batch.Buffer bytes = batch.output(SIZE);
        Batch.Step open = batch.call(Syscall.OPENAT, -100, batch.text(path), 0, 0);
        Batch.Step read = batch.call(Syscall.READ, open, bytes, SIZE);
        batch.call(Syscall.CLOSE, open);
        Answer answer = guest.ask(batch.build());
        if (answer.result(open).failed()) {
            throw new FactException(path + ": " + answer.result(open).describe());
        }
        ByteBuffer header = ByteBuffer.wrap(answer.bytes(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        if (answer.result(read).value() != SIZE || header.getInt(0) != MAGIC) {
            throw new FactException(path + ": not an ELF file");
        }
        return new ElfHeader(header.get(4) == CLASS_64, header.getShort(18) & 0xffff);
    }

    String describe() {
        String name = switch (machine) {
            case 62 -> " (x86_64)";
            case 183 -> " (aarch64)";
            default -> "";
        };
        return "a " + (wide ? 64 : 32) + "-bit ELF file for machine " + machine + name;
    }
}
