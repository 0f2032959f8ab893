package dev.touchstone.suites.mutants;

import dev.touchstone.fixtures.boot.BootException;
import dev.touchstone.fixtures.boot.Boots;
import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.boot.Sandbox;
import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.SuiteCatalogue;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Boots mutants and the targets that they were made from, looks at them and audits them. May be used by several threads. */
public final class Prover {
    private final RunDirectory run;
    private final Boots boots;
    private final TargetCatalogue targets;
    private final TargetReader reader;
    private final Audit audit;
    private final Set<String> only;
    private final Map<String, Profile> profiles = new ConcurrentHashMap<>();
    private final Map<String, Target> bases = new ConcurrentHashMap<>();
    private final Map<String, Attempt> baselines = new ConcurrentHashMap<>();

    /** @param run holds everything that is started; the caller closes it */
    public Prover(RunDirectory run, TargetCatalogue targets, TargetReader reader, SuiteCatalogue suites) {
        this(run, targets, reader, suites, Set.of());
    }

    /**
     * @param run holds everything that is started; the caller closes it
     * @param only areas or property ids that the audits are limited to; empty for all
     */
    public Prover(
            RunDirectory run, TargetCatalogue targets, TargetReader reader, SuiteCatalogue suites, Set<String> only) {
        this.only = Set.copyOf(only);
        this.run = run;
        this.boots = new Boots(run, progress -> {});
        this.targets = targets;
        this.reader = reader;
        this.audit = new Audit(suites);
    }

    /**
     * Boots a mutant, looks whether its change is there, audits it, and compares. The unbroken target is booted and
     * audited before the first of its mutants.
     *
     * @throws MutantException when the mutant does not fit its target
     */
    public Trial prove(Mutant mutant) {
        long start = System.nanoTime();
        Target base = target(mutant.base());
        Target broken = mutant.applyTo(base.file(), reader);
        Set<Onlooker.Side> sides = Onlooker.Side.changedBy(mutant);
        try {
            Baseline baseline = baselines
                    .computeIfAbsent(mutant.base(), name -> Attempt.at(() -> baseline(base)))
                    .orThrow();
            Look look = new Look(sides);
            AuditRun audited = audit(broken, look);
            return Judgement.of(mutant, Effect.between(baseline.appearance(), look.seen), baseline, audited);
        } catch (BootException e) {
            return Trial.undetermined(mutant, e.getMessage(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** What this machine lacks for a mutant to be booted, or to differ from its base; empty where nothing is missing. */
    public Optional<String> missing(Mutant mutant) {
        if (mutant.needsRoot() && !Boots.isRoot()) {
            return Optional.of("it takes root");
        }
        return missing(target(mutant.base()));
    }

    /** What this machine lacks for a target to be booted; empty where nothing is missing. */
    public Optional<String> missing(Target target) {
        try {
            Boots.requirePrograms(target);
            return Optional.empty();
        } catch (BootException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Whether a target runs on this machine's kernel as it is, without another machine or an engine of containers. */
    public boolean isOfThisHost(Target target) {
        Target.Kind kind = target.boot().kind();
        return kind == Target.Kind.BUBBLEWRAP || kind == Target.Kind.COMMAND;
    }

    /**
     * Reads an unbroken target, once.
     *
     * @param base its name
     */
    public Target target(String base) {
        return bases.computeIfAbsent(base, name -> reader.read(targets.file(name)));
    }

    /**
     * Boots a target and audits it as it is.
     *
     * @throws BootException when it does not come up
     */
    public AuditRun audit(Target target) {
        return audit(target, sandbox -> {});
    }

    private Baseline baseline(Target target) {
        Set<Onlooker.Side> everything = EnumSet.allOf(Onlooker.Side.class);
        Look one = new Look(everything);
        try (OutsideWorld outside = open(target)) {
            boot(target, outside, one).close();
        }
        Look other = new Look(everything);
        AuditRun audited = audit(target, other);
        if (audited.results().stream().anyMatch(result -> result.status() == CheckResult.Status.BROKEN)) {
            audited = audit(
                    target, other); // what every mutant of it would be compared with is tried as often as one of them
        }
        return Baseline.of(one.seen, other.seen, audited);
    }

    /** @param booted told of the sandbox before it is audited */
    private AuditRun audit(Target target, Consumer<Sandbox> booted) {
        try (OutsideWorld outside = open(target)) {
            AuditRequest request = new AuditRequest(
                    target,
                    null,
                    profiles.computeIfAbsent(target.profile(), Profiles::read),
                    only,
                    () -> boot(target, outside, booted));
            return audit.run(request, AuditListener.NONE);
        }
    }

    private OutsideWorld open(Target target) {
        OptionalInt user = OptionalInt.of(Boots.user(target));
        return LocalOutsideWorld.open(run.newDirectory("egress"), user, EgressPolicy.of(target.egress()));
    }

    private Sandbox boot(Target target, OutsideWorld outside, Consumer<Sandbox> booted) {
        Sandbox sandbox = boots.boot(target, outside);
        try {
            booted.accept(sandbox);
            return sandbox;
        } catch (RuntimeException | Error e) {
            sandbox.close();
            throw e;
        }
    }

    /** One look at a sandbox that has just come up. */
    private static final class Look implements Consumer<Sandbox> {
        private final Set<Onlooker.Side> sides;
        private Appearance seen;

        Look(Set<Onlooker.Side> sides) {
            this.sides = sides;
        }

        @Override
        public void accept(Sandbox sandbox) {
            seen = Onlooker.look(sandbox, sides);
        }
    }

    /** A target that did not come up twice is not booted for each of its mutants. */
    private record Attempt(Baseline baseline, BootException failure) {

        static Attempt at(Supplier<Baseline> making) {
            Attempt first = once(making);
            return first.failure == null ? first : once(making);
        }

        private static Attempt once(Supplier<Baseline> making) {
            try {
                return new Attempt(making.get(), null);
            } catch (BootException e) {
                return new Attempt(null, e);
            }
        }

        Baseline orThrow() {
            if (failure != null) {
                throw new BootException("the unbroken target: " + failure.getMessage(), failure);
            }
            return baseline;
        }
    }
}
