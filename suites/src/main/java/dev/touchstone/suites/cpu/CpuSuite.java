package dev.touchstone.suites.cpu;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.BEHAVED;

import dev.touchstone.fixtures.facts.FactException;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.guest.Architecture;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.suites.probe.Affinity;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.Verifies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The processor: its architecture, its cores and their speed. */
public class CpuSuite {
    private static final int ONLINE_LIMIT = 4096;

    @Verifies("CPU-01")
    void theMachineIsTheDocumentedOne(Facts facts, Check check) {
        String documented = check.expected("architecture").asText();
        String machine = facts.systemName().machine();
        check.expects(documented)
                .probe("uname(2), machine")
                .lookAt("the machine's processor")
                .observes(machine);
        assertThat(machine).withFailMessage("the machine is %s", machine).isEqualTo(documented);
    }

    /** If this fails while the machine is right: the sandbox runs programs of another architecture by emulation. */
    @Verifies("CPU-01")
    void theFirstProcessIsAProgramOfThatArchitecture(Guest guest, Check check) {
        int documented = check.expected("elfMachine").asInt();
        ElfHeader header = ElfHeader.read(guest, "/proc/1/exe");
        check.expects("a 64-bit ELF file for machine " + documented)
                .probe("the first bytes of /proc/1/exe")
                .lookAt("the image's architecture")
                .observes(header.describe());
        assertThat(header)
                .withFailMessage("process 1 runs %s", header.describe())
                .isEqualTo(new ElfHeader(true, documented));
    }

    @Verifies(value = "CPU-01", by = BEHAVED)
    void instructionsOfThatArchitectureRun(Guest guest, Check check) {
        check.expects("MOV and RET of aarch64 run")
                .probe("machine code in a child inside")
                .lookAt("the machine's processor")
                .observes(guest.architecture().machine());
        assertThat(guest.architecture())
                .withFailMessage(
                        "the sandbox runs code for %s", guest.architecture().machine())
                .isEqualTo(Architecture.AARCH64);
        Trial trial = new ArithmeticTrials(guest).anything();
        check.observes(trial.observed());
        assertThat(trial.works()).withFailMessage(trial.observed()).isTrue();
    }

    @Verifies("CPU-02")
    void thereAreAsManyProcessorsAsDocumented(Facts facts, Check check) {
        int documented = check.expected("cores").asInt();
        int processors = facts.processors().size();
        check.expects(documented + " processors")
                .probe("/proc/cpuinfo")
                .lookAt("how many cores the machine was given")
                .observes(processors + " processors");
        assertThat(processors)
                .withFailMessage("there are %d processors", processors)
                .isEqualTo(documented);
    }

    @Verifies("CPU-02")
    void theyAreOnline(Facts facts, Check check) {
        String documented = check.expected("online").asText();
        String online =
                new String(facts.file("/sys/devices/system/cpu/online", ONLINE_LIMIT), StandardCharsets.UTF_8).strip();
        check.expects(documented)
                .probe("/sys/devices/system/cpu/online")
                .lookAt("how many cores the machine was given")
                .observes(online);
        assertThat(online).withFailMessage("online are %s", online).isEqualTo(documented);
    }

    /** If this fails while the others hold: a cpuset or an affinity keeps the payload off some cores. */
    @Verifies("CPU-02")
    void allOfThemMayBeUsed(Guest guest, Check check) {
        int documented = check.expected("cores").asInt();
        int usable = Affinity.processors(guest);
        check.expects("the payload may use " + documented + " processors")
                .probe("sched_getaffinity(2)")
                .lookAt("cpusets and taskset")
                .observes(usable + " processors");
        assertThat(usable)
                .withFailMessage("the payload may use %d processors", usable)
                .isEqualTo(documented);
    }

    @Verifies("CPU-03")
    void eachProcessorHasTheDocumentedBogoMips(Facts facts, Check check) {
        String documented =
                String.format(Locale.ROOT, "%.2f", check.expected("bogoMips").asDouble());
        List<String> values =
                facts.processors().stream().map(CpuSuite::bogoMips).toList();
        check.expects(documented + " for each processor")
                .probe("BogoMIPS in /proc/cpuinfo")
                .lookAt("the frequency of the machine's counter")
                .observes(values.toString());
        assertThat(values)
                .withFailMessage("the processors have %s BogoMIPS", values)
                .containsOnly(documented);
    }

    private static String bogoMips(Map<String, String> processor) {
        // BogoMIPS on arm64, bogomips on x86
        return processor.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("BogoMIPS"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new FactException("/proc/cpuinfo: no line BogoMIPS"));
    }

    @Verifies(value = "CPU-03", by = BEHAVED)
    void theCounterHasTheFrequencyThatItComesFrom(Guest guest, Check check) {
        long documented = check.expected("counterHertz").asLong();
        check.expects("CNTFRQ_EL0 is " + documented + " Hz")
                .probe("MRS of CNTFRQ_EL0 in a child inside")
                .lookAt("the frequency of the machine's counter")
                .observes(guest.architecture().machine());
        assertThat(guest.architecture())
                .withFailMessage(
                        "the processor is %s, which has no CNTFRQ_EL0",
                        guest.architecture().machine())
                .isEqualTo(Architecture.AARCH64);
        Trial trial = new ArithmeticTrials(guest).counterFrequency(documented);
        check.observes(trial.observed());
        assertThat(trial.works()).withFailMessage(trial.observed()).isTrue();
    }
}
