package dev.touchstone.suites.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.guest.AddressFamily;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Syscall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the filters have to refuse, as calls for a {@link DryRun}: none of them is made. */
public final class FilterRules {
    /** Every filter lets it through: where a dry run says otherwise, it says nothing at all. */
    public static final String CONTROL = "getpid";

    private static final long BIT_32 = 0x1_0000_0000L;
    private static final long ALL_BUT_THE_HIGHEST = 0x7fff_ffffL;
    private static final long X32_BIT = 0x4000_0000L; // arch/x86/include/uapi/asm/unistd.h
    private static final int SOCK_STREAM = 1;
    private static final int[] OTHER_TYPES = {2, 3, 4, 5, 6, 10}; // include/linux/net.h
    /** The family's own of AF_UNIX and of AF_NETLINK, and that of the kernel's events. */
    private static final int[] OTHER_PROTOCOLS = {1, 15, 16};

    private static final int MOST_ARGUMENTS = 6;

    private final Architecture architecture;
    private final Map<String, Function<Batch.Builder, Batch.Step>> calls = new LinkedHashMap<>();

    private FilterRules(Architecture architecture) {
        this.architecture = architecture;
        calls.put(CONTROL, batch -> batch.call(Syscall.GETPID));
    }

    /**
     * Calls that are refused whatever their arguments, each with zeros and with every {@link ArgumentPattern}; those that this
     * architecture does not have are left out.
     *
     * @param names as in {@code mount_setattr}
     */
    public static Map<String, Function<Batch.Builder, Batch.Step>> always(JsonNode names, Architecture architecture) {
        FilterRules rules = new FilterRules(architecture);
        names.forEach(name -> {
            Syscall call = call(name.asText());
            if (DryRun.covers(call, architecture)) {
                rules.calls.put(name.asText(), batch -> batch.call(call));
                for (ArgumentPattern pattern : ArgumentPattern.of(call)) {
                    rules.calls.put(
                            name.asText() + "(" + pattern.text() + ")",
                            batch -> batch.call(call, pattern.arguments().toArray()));
                }
            }
        });
        return rules.calls;
    }

    /**
     * Calls that are refused for some values of one argument, or wherever it has one of some bits; each value, and each bit
     * alone, also with a bit set that the kernel does not read.
     *
     * @param rules each a call, the number of an argument, and values of it or bits
     */
    public static Map<String, Function<Batch.Builder, Batch.Step>> forArguments(
            JsonNode rules, Architecture architecture) {
        FilterRules all = new FilterRules(architecture);
        for (JsonNode rule : rules) {
            String name = rule.get("call").asText();
            int argument = rule.get("argument").asInt();
            List<Long> bits = numbers(rule.path("bits"));
            for (long value : rule.has("bits") ? bits : numbers(rule.get("values"))) {
                String text = text(name, value);
                all.add(text, call(name), argument, value);
                all.add(text + " with bit 32 set", call(name), argument, BIT_32 | value);
            }
            for (long value : withOthers(bits)) {
                all.add(text(name, value), call(name), argument, value);
            }
        }
        return all.calls;
    }

    /**
     * Each of these bits with others: with every other one, with all others of them, with all that are not of them, and with all
     * but the highest. That one is left out because the number of all bits is no set of them to some calls (man 2 personality).
     */
    static Set<Long> withOthers(List<Long> bits) {
        long named = bits.stream().reduce(0L, (one, other) -> one | other);
        Set<Long> values = new LinkedHashSet<>();
        for (long bit : bits) {
            for (int other = 0; other < Integer.SIZE; other++) {
                values.add(bit | 1L << other);
            }
            values.add(named & ~bit);
            values.add(named);
            values.add(bit | ALL_BUT_THE_HIGHEST & ~named);
            values.add(ALL_BUT_THE_HIGHEST);
        }
        values.removeAll(bits);
        values.remove(0L);
        return values;
    }

    private static List<Long> numbers(JsonNode values) {
        List<Long> numbers = new ArrayList<>();
        values.forEach(value -> numbers.add(value.asLong()));
        return numbers;
    }

    private static String text(String name, long value) {
        return String.format("%s(0x%x)", name, value);
    }

    /**
     * Sockets of every family but these: first as streams, then of every other type, and for other protocols.
     *
     * @param families as in AF_INET
     */
    public static Map<String, Function<Batch.Builder, Batch.Step>> socketsBeside(
            JsonNode families, Architecture architecture) {
        FilterRules rules = new FilterRules(architecture);
        Set<String> allowed = new LinkedHashSet<>();
        families.forEach(name -> allowed.add(name.asText()));
        List<AddressFamily> others = Arrays.stream(AddressFamily.values())
                .filter(family -> !allowed.contains(family.name()))
                .toList();
        others.forEach(family -> rules.addSocket("socket(" + family + ")", family, SOCK_STREAM, 0));
        for (int type : OTHER_TYPES) {
            others.forEach(family -> rules.addSocket("socket(" + family + ", type " + type + ")", family, type, 0));
        }
        for (int protocol : OTHER_PROTOCOLS) {
            others.forEach(family -> rules.addSocket(
                    "socket(" + family + ", for protocol " + protocol + ")", family, SOCK_STREAM, protocol));
        }
        return rules.calls;
    }

    private void addSocket(String name, AddressFamily family, int type, int protocol) {
        calls.put(name, batch -> batch.call(Syscall.SOCKET, family, type, protocol));
    }

    /** Some calls of the x32 ABI, whether this kernel has it or not; none on another architecture than x86_64. */
    public static Map<String, Function<Batch.Builder, Batch.Step>> ofX32(Architecture architecture) {
        FilterRules rules = new FilterRules(architecture);
        if (architecture == Architecture.X86_64) {
            for (Syscall call : new Syscall[] {Syscall.SOCKET, Syscall.GETPID, Syscall.OPENAT}) {
                long number = X32_BIT | call.number(architecture).orElseThrow();
                rules.calls.put(call.name().toLowerCase(Locale.ROOT) + " of x32", batch -> batch.rawCall(number));
            }
        }
        return rules.calls;
    }

    private void add(String text, Syscall call, int argument, long value) {
        if (DryRun.covers(call, architecture)) {
            Object[] arguments = new Object[MOST_ARGUMENTS];
            Arrays.fill(arguments, 0);
            arguments[argument] = value;
            calls.put(text, batch -> batch.call(call, arguments));
        }
    }

    private static Syscall call(String name) {
        return Syscall.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
