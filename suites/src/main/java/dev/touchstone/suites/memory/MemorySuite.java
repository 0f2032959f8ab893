package dev.touchstone.suites.memory;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.guest.Syscall;
import dev.touchstone.suites.oracle.Attribution.Finding;
import dev.touchstone.suites.oracle.CapabilityOracles;
import dev.touchstone.suites.oracle.Controls;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Order;

/** How much memory there is, and that none of it is on a disk. Late, for the witness's library takes long to load. */
@Order(Integer.MAX_VALUE - 2)
public class MemorySuite {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    @Verifies("MEM-01")
    void theTotalIsAsDocumented(Facts facts, Check check) {
        String documented = check.expected("gibibytes").asText();
        String total = String.format(Locale.ROOT, "%.1f", value(facts.memory(), "MemTotal") / GIBIBYTE);
        check.expects(documented + " GiB")
                .probe("MemTotal in /proc/meminfo, to one decimal")
                .lookAt("the machine's memory size")
                .observes(total + " GiB");
        assertThat(total)
                .withFailMessage("the machine has %s GiB of memory", total)
                .isEqualTo(documented);
    }

    @Verifies("MEM-02")
    void enoughIsAvailable(Facts facts, Check check) {
        double least = check.expected("gibibytesAtLeast").asDouble();
        double most = check.expected("gibibytesAtMost").asDouble();
        Map<String, Long> memory = facts.memory();
        double available = value(memory, "MemAvailable") / GIBIBYTE;
        double total = value(memory, "MemTotal") / GIBIBYTE;
        check.expects("between " + least + " and " + most + " GiB, and less than the total")
                .probe("MemAvailable in /proc/meminfo")
                .lookAt("what else runs on the machine")
                .observes(String.format(Locale.ROOT, "%.2f GiB of %.2f", available, total));
        assertThat(available)
                .withFailMessage("%.2f GiB of memory are available", available)
                .isBetween(least, most)
                .isLessThan(total);
    }

    /** If this fails: a limit (cgroup, ulimit) keeps the payload from the memory that the machine shows. */
    @Verifies(value = "MEM-02", by = BEHAVED)
    void aGibibyteCanBeUsed(Guest guest, Check check) {
        long bytes = check.expected("mappingBytes").asLong();
        Batch.Builder batch = Batch.inChild(Duration.ofSeconds(60));
        // MAP_PRIVATE|MAP_ANONYMOUS|MAP_POPULATE: the kernel touches every page.
        Batch.Step map = batch.call(Syscall.MMAP, 0, bytes, 1 | 2, 0x02 | 0x20 | 0x8000, -1, 0);
        Batch.Step unmap = batch.call(Syscall.MUNMAP, map, bytes);
        Answer answer = guest.ask(batch.build());
        String how = answer.reached(unmap)
                ? answer.result(map).failed() ? answer.result(map).describe() : "mapped, touched and freed"
                : answer.ending().describe();
        check.expects("an anonymous mapping of " + bytes + " bytes can be touched")
                .probe("mmap with MAP_POPULATE in a child")
                .lookAt("memory limits of the cgroup")
                .observes(how);
        assertThat(how)
                .withFailMessage("a mapping of %d bytes cannot be used: %s", bytes, how)
                .startsWith("mapped");
    }

    @Verifies("MEM-03")
    void noSwapIsDeclared(Facts facts, Check check) {
        long total = value(facts.memory(), "SwapTotal");
        List<String> areas = facts.swaps();
        check.expects("SwapTotal 0 and no line in /proc/swaps")
                .probe("/proc/meminfo and /proc/swaps, read inside")
                .lookAt("swap on the machine; the host's shows in every sandbox that shares its kernel")
                .observes("SwapTotal " + total + ", areas " + areas);
        assertThat(total).withFailMessage("there are %d bytes of swap", total).isZero();
        assertThat(areas).withFailMessage("swap is in use: %s", areas).isEmpty();
    }

    @Verifies(value = "MEM-03", by = BEHAVED)
    void noSwapCanBeAdded(Sandbox sandbox, Controls controls, Check check) {
        Controls.Findings findings = controls.capabilities(CapabilityOracles.all().stream()
                .filter(oracle -> oracle.call().startsWith("swapon("))
                .toList());
        check.expects("swapon → EPERM")
                .probe("swapon of a file that does not exist, inside and outside")
                .lookAt("CAP_SYS_ADMIN; the base filter")
                .observes(findings.evidence());
        assertThat(findings.with(Finding.OPEN))
                .withFailMessage("swap can be added: %s", findings.evidence())
                .isEmpty();
        findings.requireControl(sandbox.witness());
        if (!findings.unproven().isEmpty()) {
            throw new UndeterminedException(findings.evidence());
        }
    }

    @Verifies(value = "MEM-03", by = WITNESSED)
    void theMachineHasNoSwap(Sandbox sandbox, Check check) {
        long bytes = sandbox.witness().swapTotalBytes();
        check.expects("no swap on the machine whose kernel the sandbox shares")
                .probe("OSHI's virtual memory on this host; SwapTotal in a virtual machine, outside the sandbox")
                .lookAt("swap on the machine")
                .observes(bytes + " bytes");
        assertThat(bytes)
                .withFailMessage("the machine has %d bytes of swap, to which the sandbox's memory may go", bytes)
                .isZero();
    }

    private static long value(Map<String, Long> memory, String name) {
        Long value = memory.get(name);
        if (value == null) {
            throw new FactException("/proc/meminfo: no line " + name);
        }
        return value;
    }
}
