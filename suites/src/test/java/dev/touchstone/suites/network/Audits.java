package dev.touchstone.suites.network;

import dev.touchstone.fixtures.boot.Boots;
import dev.touchstone.fixtures.boot.RunDirectory;
import dev.touchstone.fixtures.egress.EgressPolicy;
import dev.touchstone.fixtures.egress.LocalOutsideWorld;
import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.run.Audit;
import dev.touchstone.suites.run.AuditListener;
import dev.touchstone.suites.run.AuditRequest;
import dev.touchstone.suites.run.CheckResult;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Boots a target and asks for some properties, as an audit does. */
final class Audits {
    private Audits() {}

    static List<CheckResult> of(Target target, String... properties) {
        try (RunDirectory run = RunDirectory.open();
                OutsideWorld outside = LocalOutsideWorld.open(
                        run.newDirectory("egress"),
                        OptionalInt.of(Boots.user(target)),
                        EgressPolicy.of(target.egress()))) {
            Boots boots = new Boots(run, progress -> {});
            AuditRequest request = new AuditRequest(
                    target,
                    null,
                    Profiles.read(target.profile()),
                    Set.of(properties),
                    () -> boots.boot(target, outside));
            return new Audit(Suites.catalogue())
                    .run(request, AuditListener.NONE)
                    .results();
        }
    }
}
