package dev.touchstone.suites.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.guest.AddressFamily;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.fixtures.seccomp.AuditArchitecture;
import dev.touchstone.fixtures.seccomp.Condition;
import dev.touchstone.fixtures.seccomp.FilteredCall;
import dev.touchstone.fixtures.seccomp.Word;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the filters have to refuse whatever the rest of the call is, as questions about their programs: {@link FilterRules} tries the
 * same with some arguments. By the names that messages call them.
 */
public final class FilterDemands {
    private static final int AF_UNIX = 1;
    /** A number of this is a query to personality(2), and no set of bits to clone(2). */
    private static final int ALL_BITS = -1;
    // Numbers of x32 are 0x40000000 and up to 1023 (arch/x86/include/asm/syscall.h,
    // arch/x86/entry/syscalls/syscall_64.tbl).
    private static final int X32_MASK = 0xffff_fc00;
    private static final int X32_BIT = 0x4000_0000;
    // arch/x86/entry/syscalls/syscall_32.tbl, include/uapi/linux/net.h
    private static final int I386_SOCKET = 359;
    private static final int I386_SOCKETCALL = 102;
    private static final int SYS_SOCKET = 1;

    private final Architecture architecture;
    private final Map<String, FilteredCall> calls = new LinkedHashMap<>();

    private FilterDemands(Architecture architecture) {
        this.architecture = architecture;
    }

    /** A call that every filter lets through: where programs refuse it as well, their refusals say nothing. */
    public static FilteredCall control(Architecture architecture) {
        return FilteredCall.of(
                AuditArchitecture.of(architecture),
                Syscall.GETPID.number(architecture).orElseThrow());
    }

    /**
     * Calls that are refused whatever their arguments; those that this architecture does not have are left out.
     *
     * @param names as in {@code mount_setattr}
     */
    public static Map<String, FilteredCall> always(JsonNode names, Architecture architecture) {
        FilterDemands demands = new FilterDemands(architecture);
        names.forEach(name ->
                demands.of(name.asText()).ifPresent(number -> demands.calls.put(name.asText(), demands.call(number))));
        return demands.calls;
    }

    /**
     * Calls that are refused for some values of one argument's low word, or wherever it has one of some bits.
     *
     * @param rules as {@link FilterRules#forArguments} takes them
     */
    public static Map<String, FilteredCall> forArguments(JsonNode rules, Architecture architecture) {
        FilterDemands demands = new FilterDemands(architecture);
        for (JsonNode rule : rules) {
            String name = rule.get("call").asText();
            Word word = Word.low(rule.get("argument").asInt());
            demands.of(name).ifPresent(number -> {
                rule.path("values")
                        .forEach(value ->
                                demands.add(name, number, word, value, Condition.equalTo((int) value.asLong())));
                rule.path("bits")
                        .forEach(bit -> demands.add(name, number, word, bit, Condition.anyOf((int) bit.asLong())));
            });
        }
        return demands.calls;
    }

    private void add(String name, int number, Word word, JsonNode value, Condition condition) {
        calls.put(
                String.format("%s(0x%x)", name, value.asLong()),
                call(number).where(word, condition).where(word, Condition.otherThan(ALL_BITS)));
    }

    /**
     * Sockets of every family but these, also of one that no kernel has yet, of every type and for every protocol.
     *
     * @param families as in AF_INET
     */
    public static Map<String, FilteredCall> socketsBeside(JsonNode families, Architecture architecture) {
        Set<String> allowed = new HashSet<>();
        families.forEach(family -> allowed.add(family.asText()));
        FilterDemands demands = new FilterDemands(architecture);
        FilteredCall unnamed = demands.socket();
        for (AddressFamily family : AddressFamily.values()) {
            if (!allowed.contains(family.name())) {
                demands.calls.put("socket(" + family + ")", demands.socket(family.number()));
            }
            unnamed = unnamed.where(Word.low(0), Condition.otherThan(family.number()));
        }
        demands.calls.put("socket(a family without a name)", unnamed);
        return demands.calls;
    }

    /** UNIX sockets of every type, with all flags, and for every protocol. */
    public static Map<String, FilteredCall> unixSockets(Architecture architecture) {
        FilterDemands demands = new FilterDemands(architecture);
        demands.calls.put("socket(AF_UNIX)", demands.socket(AF_UNIX).where(Word.high(0), Condition.equalTo(0)));
        return demands.calls;
    }

    /** The same sockets with something in the high word of the family, which the kernel does not read. */
    public static Map<String, FilteredCall> disguisedUnixSockets(Architecture architecture) {
        FilterDemands demands = new FilterDemands(architecture);
        demands.calls.put(
                "socket(AF_UNIX with high bits)",
                demands.socket(AF_UNIX).where(Word.high(0), Condition.anyOf(ALL_BITS)));
        return demands.calls;
    }

    /**
     * What this architecture can be called by otherwise, whether this kernel has it or not: every call of x32, and UNIX sockets of i386.
     * None on another architecture than x86_64.
     */
    public static Map<String, FilteredCall> ofOtherAbis(Architecture architecture) {
        FilterDemands demands = new FilterDemands(architecture);
        if (architecture == Architecture.X86_64) {
            demands.calls.put(
                    "a call of x32",
                    FilteredCall.of(AuditArchitecture.X86_64).where(Word.NUMBER, Condition.masked(X32_MASK, X32_BIT)));
            demands.calls.put(
                    "socket(AF_UNIX) of i386",
                    FilteredCall.of(AuditArchitecture.I386, I386_SOCKET)
                            .where(Word.low(0), Condition.equalTo(AF_UNIX)));
            demands.calls.put(
                    "socketcall(SYS_SOCKET) of i386",
                    FilteredCall.of(AuditArchitecture.I386, I386_SOCKETCALL)
                            .where(Word.low(0), Condition.equalTo(SYS_SOCKET)));
        }
        return demands.calls;
    }

    private FilteredCall socket() {
        return call(Syscall.SOCKET.number(architecture).orElseThrow());
    }

    private FilteredCall socket(int family) {
        return socket().where(Word.low(0), Condition.equalTo(family));
    }

    private FilteredCall call(int number) {
        return FilteredCall.of(AuditArchitecture.of(architecture), number);
    }

    private OptionalInt of(String name) {
        return Syscall.valueOf(name.toUpperCase(Locale.ROOT)).number(architecture);
    }
}
