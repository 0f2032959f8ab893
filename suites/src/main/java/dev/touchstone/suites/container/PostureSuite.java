package dev.touchstone.suites.container;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;

import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.facts.ProcessStatus;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.assertions.Deviations;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.SeenOn;
import dev.touchstone.suites.run.Verifies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The container's own processes and programs, outside the sandbox in it: the sandbox relies on them. Where there is no sandbox in
 * it, the other suites ask the container itself, and most of these checks have nothing to add.
 */
@SeenOn(Target.Kind.CONTAINER)
public class PostureSuite {
    private static final String STATUS = "/proc/PID/status of every process in the container, read in the container";

    /** If this fails: whoever gets out of the sandbox has, or can gain by an exec, the named capabilities. */
    @Verifies("PRV-01")
    void theContainerHasNoCapabilities(ContainerLayer container, Check check) {
        posture(
                Surroundings.of(container),
                check.expects("every process of the container: all capability sets are 0, the bounding set too")
                        .lookAt("docker --cap-drop ALL and no --cap-add"),
                process -> Deviations.capabilities(process).or(() -> Deviations.boundingSet(process)));
    }

    @Verifies("PRV-02")
    void theContainerHasNoNewPrivileges(ContainerLayer container, Check check) {
        posture(
                Surroundings.of(container),
                check.expects("every process of the container: NoNewPrivs 1")
                        .lookAt("docker --security-opt no-new-privileges"),
                Deviations::noNewPrivileges);
    }

    @Verifies("PRV-03")
    void theContainerIsFiltered(ContainerLayer container, Check check) {
        posture(
                Surroundings.of(container),
                check.expects("every process of the container: Seccomp 2").lookAt("docker --security-opt seccomp=…"),
                Deviations::seccomp);
    }

    @Verifies("PRV-07")
    void theContainerRunsAsAnOrdinaryUser(ContainerLayer container, Check check) {
        posture(
                Surroundings.of(container),
                check.expects("every process of the container: an ordinary user, without further groups")
                        .lookAt("docker --user; the Dockerfile's USER"),
                Deviations::ordinaryUser);
    }

    private static void posture(
            ContainerLayer container, Check check, Function<ProcessStatus, Optional<String>> deviation) {
        List<ProcessStatus> processes = new Facts(container.guest()).processes();
        // With the host's process namespace its /proc shows the host's processes, which are not the container's.
        List<ProcessStatus> own = container.facts().pidMode().equals("host")
                ? processes.stream()
                        .filter(process -> process.pid() == new Facts(container.guest()).self()
                                || process.pid() == container.facts().pid())
                        .toList()
                : processes;
        Optional<String> deviations = Deviations.among(own, deviation);
        check.probe(STATUS).observes(deviations.orElse(own.size() + " processes as expected"));
        assertThat(deviations)
                .withFailMessage("in the container, outside its sandbox: %s", deviations.orElse(""))
                .isEmpty();
        assertThat(own).withFailMessage("no process was seen").isNotEmpty();
    }

    /** If this fails: where no_new_privs is missing, the named programs make a root of whoever starts them. */
    @Verifies("PRV-07")
    void theImageHasNoSetuidProgram(ContainerLayer container, Check check) {
        SetuidPrograms programs = SetuidPrograms.in(new Facts(container.guest()));
        Set<String> setuid = programs.found();
        check.expects("no setuid or setgid program")
                .probe("the modes of the files in the directories of programs, in the container")
                .lookAt("find / -xdev -perm /6000 -exec chmod a-s {} + in the Dockerfile")
                .observes(setuid.isEmpty() ? "none of " + programs.looked() + " programs" : setuid.toString());
        assertThat(setuid)
                .withFailMessage("the image has setuid or setgid programs: %s", setuid)
                .isEmpty();
    }
}
