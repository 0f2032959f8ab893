package dev.touchstone.suites.container;

import static dev.touchstone.suites.assertions.TouchstoneAssertions.assertThat;
import static dev.touchstone.suites.run.Verifies.Evidence.WITNESSED;

import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.container.ContainerFacts;
import dev.touchstone.fixtures.container.ContainerLayer;
import dev.touchstone.fixtures.container.ImageFacts;
import dev.touchstone.fixtures.facts.Facts;
import dev.touchstone.fixtures.target.ContainerBoot;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.probe.Affinity;
import dev.touchstone.suites.run.Check;
import dev.touchstone.suites.run.NotApplicableException;
import dev.touchstone.suites.run.SeenOn;
import dev.touchstone.suites.run.UndeterminedException;
import dev.touchstone.suites.run.Verifies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the container is made of and what it is given. */
@SeenOn(Target.Kind.CONTAINER)
public class ContainerSuite {

    @Verifies("CON-01")
    void theDockerfileNamesTheDocumentedBase(Sandbox sandbox, ContainerLayer container, Check check) {
        Path file = boot(sandbox)
                .dockerfile()
                .orElseThrow(
                        () -> new NotApplicableException(
                                "the target names an image, not a Dockerfile: its labels and its history are looked at instead"));
        String text = container
                .dockerfile()
                .orElseThrow(() -> new UndeterminedException("the Dockerfile " + file + " cannot be read"));
        String documented = check.expected("base").asText();
        String base = Dockerfile.parse(text).base().orElse("no FROM");
        check.expects("FROM " + documented)
                .probe("the last FROM of " + file.getFileName() + ", with the defaults of its arguments")
                .lookAt("the Dockerfile's ARG and FROM")
                .observes("FROM " + base);
        assertThat(repository(base))
                .withFailMessage("the Dockerfile's base is %s", base)
                .isEqualTo(documented);
    }

    /** If this fails: the image is documented to have another base than the one that it was built on. */
    @Verifies(value = "CON-01", by = WITNESSED)
    void theImageWasBuiltOnTheDocumentedBase(ContainerLayer container, Check check) {
        ImageFacts image = container.image();
        String documented = check.expected("base").asText();
        String label = check.expected("label").asText();
        String base = image.labels().getOrDefault(label, "not said");
        check.expects("the label " + label + " is " + documented)
                .probe("the labels of " + image.name() + ", as the engine has them")
                .lookAt("the Dockerfile's base, and the build argument that replaces it")
                .observes(base);
        assertThat(repository(base))
                .withFailMessage("the image's base is %s", base)
                .isEqualTo(documented);
    }

    @Verifies(value = "CON-01", by = WITNESSED)
    void theImageComesFromADockerfile(ContainerLayer container, Check check) {
        List<String> history = container.image().history();
        List<String> steps =
                history.stream().filter(step -> step.matches("(?s).*\\S.*")).toList();
        check.expects("an image made by the steps of a Dockerfile")
                .probe("the image's history, as the engine has it")
                .lookAt("docker build; docker import and docker commit leave no steps")
                .observes(steps.size() + " steps: "
                        + steps.stream().limit(5).map(ContainerSuite::shortened).toList())
                .attach("history", String.join("\n", history));
        assertThat(steps)
                .withFailMessage("the image was imported or committed, not built: its history has no step")
                .isNotEmpty();
    }

    @Verifies("CON-02")
    void memoryIsEnoughAsSeenInside(ContainerLayer container, Check check) {
        Facts facts = new Facts(container.guest());
        long total = facts.memory().getOrDefault("MemTotal", 0L);
        OptionalLong limit = ControlGroups.of(facts).memoryLimit();
        memory(
                total,
                limit,
                check.probe("MemTotal in /proc/meminfo and the control group's limit, read in the container"));
    }

    @Verifies(value = "CON-02", by = WITNESSED)
    void memoryIsEnoughAsTheEngineSaysIt(ContainerLayer container, Check check) {
        ContainerFacts facts = container.facts();
        memory(
                container.machineMemory(),
                facts.memory() > 0 ? OptionalLong.of(facts.memory()) : OptionalLong.empty(),
                check.probe("the engine's memory and the container's limit, as the engine says"));
    }

    private static void memory(long total, OptionalLong limit, Check check) {
        long documented = check.expected("bytesAtLeast").asLong();
        long usable = Math.min(total, limit.orElse(total));
        check.expects("at least " + documented + " bytes")
                .lookAt("docker --memory; the memory of the engine's machine")
                .observes(total + " bytes in the machine, "
                        + (limit.isPresent() ? "limited to " + limit.getAsLong() : "not limited"));
        if (total <= 0) {
            throw new UndeterminedException("nobody says how much memory the machine has");
        }
        assertThat(usable)
                .withFailMessage("the container has %d bytes of memory, which is less than 4 GB", usable)
                .isGreaterThanOrEqualTo(documented);
    }

    @Verifies("CON-03")
    void coresAreEnough(ContainerLayer container, Check check) {
        double documented = check.expected("coresAtLeast").asDouble();
        int processors = Affinity.processors(container.guest());
        OptionalDouble quota = ControlGroups.of(new Facts(container.guest())).processorQuota();
        double usable = Math.min(processors, quota.orElse(processors));
        check.expects("at least " + check.expected("coresAtLeast").asText() + " cores")
                .probe("sched_getaffinity and the control group's quota, read in the container")
                .lookAt("docker --cpus and --cpuset-cpus; the cores of the engine's machine")
                .observes(processors + " processors, "
                        + (quota.isPresent()
                                ? String.format(Locale.ROOT, "limited to the time of %.2f", quota.getAsDouble())
                                : "not limited"));
        assertThat(usable)
                .withFailMessage(
                        "the container has %s, which is less than two",
                        usable < 1
                                ? String.format(Locale.ROOT, "%.2f of a core", usable)
                                : String.format(Locale.ROOT, "%.2f cores' worth", usable))
                .isGreaterThanOrEqualTo(documented);
    }

    /** If this fails: the named option means something on one kind of host only. */
    @Verifies("CON-06")
    void nothingThatBootsItIsOneHosts(Sandbox sandbox, Check check) {
        ContainerBoot boot = boot(sandbox);
        List<String> bound = new ArrayList<>();
        boot.mounts()
                .forEach(mount ->
                        mount.source().ifPresent(source -> bound.add("mounts " + source + ", a path of one host")));
        boot.devices().forEach(device -> bound.add("takes " + device + ", a device of one host"));
        boot.namespaces()
                .network()
                .filter(network -> network.equals("host"))
                .ifPresent(network -> bound.add("uses the host's network, which only Linux hosts have to give"));
        if (boot.privileged()) {
            bound.add("is privileged, which reaches one host's devices and kernel");
        }
        check.expects(
                        "no path, device or network of a host in what boots it; folders and sockets are granted, not named")
                .probe("the target's own file")
                .lookAt("boot.mounts, boot.devices and boot.namespaces of the target")
                .observes(bound.isEmpty() ? "nothing of one host" : bound.toString());
        assertThat(bound)
                .withFailMessage("the container boots on one kind of host only: it %s", String.join("; it ", bound))
                .isEmpty();
    }

    private static ContainerBoot boot(Sandbox sandbox) {
        return (ContainerBoot) sandbox.target().boot();
    }

    /** A name without its tag or digest, and without the registry that it has when none is said. */
    private static String repository(String image) {
        return image.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "").replaceFirst("^docker\\.io/", "");
    }

    private static String shortened(String step) {
        String line = step.replaceAll("\\s+", " ").strip();
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
