package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Machine code for a child, placed below 4 GiB so that 32-bit calls can point into it. */
public final class MachineCode {
    private static final int PAGE = 4096;
    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int PROT_READ_EXEC = 1 | 4;
    // MAP_PRIVATE|MAP_ANONYMOUS|MAP_32BIT (arch/x86/include/uapi/asm/mman.h); the last exists on x86 only.
    private static final int LOW_PRIVATE_ANONYMOUS = 0x02 | 0x20 | 0x40;

    private MachineCode() {}

    /**
     * A 32-bit system call from 64-bit code by {@code int 0x80}, which enters the kernel through its i386 table.
     *
     * @param number in arch/x86/entry/syscalls/syscall_32.tbl
     */
    public static Batch.Step int80(Batch.Builder batch, int number, int first, int second, int third) {
        ByteBuffer code = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        code.put((byte) 0x53); // push rbx
        code.put((byte) 0xb8).putInt(number); // mov eax
        code.put((byte) 0xbb).putInt(first); // mov ebx
        code.put((byte) 0xb9).putInt(second); // mov ecx
        code.put((byte) 0xba).putInt(third); // mov edx
        code.put((byte) 0xcd).put((byte) 0x80); // int 0x80
        code.put((byte) 0x5b); // pop rbx
        code.put((byte) 0x48).put((byte) 0x63).put((byte) 0xc0); // movsxd rax, eax
        code.put((byte) 0xc3); // ret
        return run(batch, code.array());
    }

    /**
     * socketcall(SYS_SOCKET, {domain, type, 0}) by {@code int 0x80}: the arguments lie in memory, out of a filter's sight.
     */
    public static Batch.Step socketcall(Batch.Builder batch, int domain, int type) {
        ByteBuffer code = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        code.put((byte) 0x53); // push rbx
        code.put((byte) 0xb8).putInt(102); // mov eax, socketcall
        code.put((byte) 0xbb).putInt(1); // mov ebx, SYS_SOCKET
        // lea rcx, [rip + distance to the arguments at offset 48]
        code.put((byte) 0x48).put((byte) 0x8d).put((byte) 0x0d).putInt(48 - 18);
        code.put((byte) 0xcd).put((byte) 0x80); // int 0x80
        code.put((byte) 0x5b); // pop rbx
        code.put((byte) 0x48).put((byte) 0x63).put((byte) 0xc0); // movsxd rax, eax
        code.put((byte) 0xc3); // ret
        code.position(48);
        code.putInt(domain).putInt(type).putInt(0);
        return run(batch, code.array());
    }

    private static Batch.Step run(Batch.Builder batch, byte[] code) {
        Batch.Step page = batch.call(Syscall.MMAP, 0, PAGE, PROT_READ_WRITE, LOW_PRIVATE_ANONYMOUS, -1, 0);
        batch.copy(page, batch.input(code), code.length);
        batch.call(Syscall.MPROTECT, page, PAGE, PROT_READ_EXEC);
        return batch.jump(page);
    }
}
