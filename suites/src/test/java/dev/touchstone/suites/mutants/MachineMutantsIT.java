package dev.touchstone.suites.mutants;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** The mutants of the machine, audited as far as the machine goes: the sandbox in it is the reference's, and has mutants of its own. */
class MachineMutantsIT extends EveryMutant {
    private static final int AT_A_TIME = 2; // where QEMU translates, each keeps a processor of the host's busy
    private static final Set<String> ABOUT_THE_MACHINE = Set.of("cpu", "memory", "storage", "system");

    MachineMutantsIT() {
        super(Mutants.ofMachines(), AT_A_TIME, ABOUT_THE_MACHINE);
    }

    @Override
    void require() {
        for (String program : new String[] {"qemu-system-aarch64", "qemu-img", "mmdebstrap"}) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            if (!there && "true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(program + " is not installed, and CI has to run this test");
            }
            Assumptions.assumeTrue(there, program + " is not installed");
        }
    }
}
