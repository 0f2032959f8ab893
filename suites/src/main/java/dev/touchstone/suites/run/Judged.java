package dev.touchstone.suites.run;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Property;
import java.util.List;

/** Which properties an audit judges: those that the profile judges, this kind of target can show, and nobody left out. */
final class Judged {
    private Judged() {}

    static List<Property> of(AuditRequest request) {
        Target.Kind kind = request.target().boot().kind();
        return request.profile().properties().stream()
                .filter(property -> request.profile().judges().contains(property.basis()))
                .filter(property -> !property.notSeenOn().containsKey(kind))
                .filter(property -> request.only().isEmpty() || property.isIn(request.only()))
                .toList();
    }

    /** The tests of these properties that this kind of target can be asked, in the order of the profile. */
    static List<SuiteCatalogue.Entry> by(SuiteCatalogue catalogue, AuditRequest request) {
        Target.Kind kind = request.target().boot().kind();
        return of(request).stream()
                .flatMap(property -> catalogue.verifying(property.id(), kind).stream())
                .toList();
    }
}
