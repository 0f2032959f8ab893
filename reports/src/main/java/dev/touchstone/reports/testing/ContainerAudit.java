package dev.touchstone.reports.testing;

import dev.touchstone.fixtures.boot.Boots;
import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.target.ContainerBoot;
import dev.touchstone.fixtures.target.Egress;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.profile.Property;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.testcontainers.containers.ContainerState;

/**
 * An audit of a container that Testcontainers has started, for tests of one's own:
 *
 * <pre>
 * Verdict verdict = ContainerAudit.of(container).judgedBy("cowork-2").only("privileges").run();
 * </pre>
 *
 * <p>The guest executor, a program of 4 KB, is copied into the container and started by exec; the image needs no program for that.
 * What takes a second container, or folders that the harness has granted, is UNDETERMINED. So is what takes somebody who sees the
 * container's processes from outside, where its engine is on another machine; each with the reason.
 */
public final class ContainerAudit {
    private static final String DEFAULT_PROFILE = "cowork-2";

    private final ContainerState container;
    private final String profile;
    private final Set<String> only;

    private ContainerAudit(ContainerState container, String profile, Set<String> only) {
        this.container = container;
        this.profile = profile;
        this.only = only;
    }

    /**
     * Of a running container, which goes on running; by the profile cowork-2, unless another is named. Its root may be read-only
     * where it has a volume at /opt/touchstone, for the executor.
     */
    public static ContainerAudit of(ContainerState container) {
        return new ContainerAudit(container, DEFAULT_PROFILE, Set.of());
    }

    /** With a profile that {@code touchstone list} knows. */
    public ContainerAudit judgedBy(String name) {
        return new ContainerAudit(container, name, only);
    }

    /** Limited to areas, such as privileges, or properties, such as PRV-01; the others are NOT_APPLICABLE. */
    public ContainerAudit only(String... areasOrIds) {
        return new ContainerAudit(container, profile, new LinkedHashSet<>(List.of(areasOrIds)));
    }

    /**
     * Asks, and judges the answers. Takes seconds.
     *
     * @throws IllegalArgumentException when there is no such area or property
     * @throws dev.touchstone.suites.profile.ProfileException when there is no such profile
     * @throws dev.touchstone.fixtures.boot.BootException when the container does not run, or the executor does not answer in it
     */
    public Verdict run() {
        Profile judging = Profiles.read(profile);
        requireKnown(judging);
        Target target = target();
        try (RunDirectory run = RunDirectory.open()) {
            Boots boots = new Boots(run, step -> {});
            try (OutsideWorld outside = LocalOutsideWorld.open(
                    run.newDirectory("egress"), OptionalInt.of(Boots.user(target)), EgressPolicy.of(target.egress()))) {
                AuditRequest request = new AuditRequest(
                        target, null, judging, only, () -> boots.attach(target, container.getContainerId(), outside));
                return Judge.judge(new Audit(Suites.catalogue()).run(request, AuditListener.NONE), Clock.systemUTC());
            }
        }
    }

    private void requireKnown(Profile judging) {
        Set<String> known = new LinkedHashSet<>();
        for (Property property : judging.properties()) {
            known.add(property.area());
            known.add(property.id());
        }
        for (String word : only) {
            if (!known.contains(word)) {
                throw new IllegalArgumentException(
                        "profile " + profile + " has no area or property " + word + "; see touchstone list");
            }
        }
    }

    private Target target() {
        return new Target(
                "container",
                profile,
                ContainerBoot.running(container.getContainerId()),
                Egress.DEFAULT,
                List.of(),
                Path.of("container"));
    }
}
