package dev.touchstone.suites.mutants;

import dev.touchstone.fixtures.boot.Boots;
import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.SuiteCatalogue;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;

/** Boots mutants and audits them. */
public final class Prover {
    private final RunDirectory run;
    private final Boots boots;
    private final TargetCatalogue targets;
    private final TargetReader reader;
    private final Audit audit;

    /** @param run holds everything that is started; the caller closes it */
    public Prover(RunDirectory run, TargetCatalogue targets, TargetReader reader, SuiteCatalogue suites) {
        this.run = run;
        this.boots = new Boots(run, progress -> {});
        this.targets = targets;
        this.reader = reader;
        this.audit = new Audit(suites);
    }

    /**
     * Boots a mutant and audits it in full.
     *
     * @throws MutantException when the mutant does not fit its target
     * @throws dev.touchstone.fixtures.boot.BootException when it does not come up
     */
    public Proof prove(Mutant mutant) {
        Path file = targets.file(mutant.base());
        return new Proof(mutant, audit(mutant.applyTo(file, reader)));
    }

    /** Audits a target as it is, which nothing may be said against. */
    public AuditRun audit(Target target) {
        OptionalInt user = OptionalInt.of(Boots.user(target));
        try (OutsideWorld outside =
                LocalOutsideWorld.open(run.newDirectory("egress"), user, EgressPolicy.of(target.egress()))) {
            AuditRequest request = new AuditRequest(
                    target,
                    null,
                    Profiles.read(target.profile()),
                    Set.of(),
                    () -> boots.boot(target, outside),
                    AuditRequest.DEFAULT_LIMIT);
            return audit.run(request, AuditListener.NONE);
        }
    }
}
