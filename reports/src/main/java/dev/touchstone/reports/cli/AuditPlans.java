package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.document.Nearest;
import dev.touchstone.fixtures.recording.ReplayedAudit;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetCatalogue;
import dev.touchstone.fixtures.target.TargetException;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.reports.verdict.Waivers;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.ProfileException;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.profile.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what is to be audited, all of it before anything is booted, so that a mistake costs nothing. */
final class AuditPlans {
    private final TargetCatalogue catalogue;
    private final TargetReader reader;
    private final Path defaultOut;

    /** @param defaultOut where each target's reports go into a directory of its name, if nobody says where */
    AuditPlans(TargetCatalogue catalogue, TargetReader reader, Path defaultOut) {
        this.catalogue = catalogue;
        this.reader = reader;
        this.defaultOut = defaultOut;
    }

    /**
     * @param names of targets or files
     * @param out for one target its directory, for several the directory that has one for each
     */
    List<PlannedAudit> of(List<String> names, Optional<Path> out) {
        List<PlannedAudit> plans = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String name : new LinkedHashSet<>(names)) {
            Target target = reader.read(catalogue.file(name));
            if (!taken.add(target.name())) {
                throw new Complaint(name + ": another target is called " + target.name()
                        + ", too, and both would write to the same directory; audit them one by one with --out");
            }
            Profile profile = profile(name, target);
            Waivers.requireKnown(target, profile);
            plans.add(new PlannedAudit(target, profile, defaultOut.resolve(target.name())));
        }
        if (out.isEmpty()) {
            return plans;
        }
        boolean single = plans.size() == 1;
        return plans.stream()
                .map(plan -> new PlannedAudit(
                        plan.target(),
                        plan.profile(),
                        single ? out.get() : out.get().resolve(plan.target().name())))
                .toList();
    }

    /** What was recorded, judged by the profile of this version that it names. */
    PlannedAudit of(ReplayedAudit replay, Optional<Path> out) {
        Target target = replay.target();
        Profile profile = Profiles.read(target.profile());
        Waivers.requireKnown(target, profile);
        return new PlannedAudit(target, profile, out.orElse(defaultOut.resolve(target.name())), Optional.of(replay));
    }

    private static Profile profile(String name, Target target) {
        try {
            return Profiles.read(target.profile());
        } catch (ProfileException e) {
            throw new TargetException(name + ": " + e.getMessage(), e);
        }
    }

    /** Areas and ids as the profiles spell them; each has to be one of every profile. */
    static Set<String> only(List<String> words, List<PlannedAudit> plans) {
        Set<String> only = new LinkedHashSet<>();
        for (String word : words) {
            for (PlannedAudit plan : plans) {
                only.add(named(word.strip(), plan.profile()));
            }
        }
        return only;
    }

    private static String named(String word, Profile profile) {
        Set<String> known = new LinkedHashSet<>();
        for (Property property : profile.properties()) {
            known.add(property.area());
            known.add(property.id());
        }
        String area = word.toLowerCase(Locale.ROOT);
        String id = word.toUpperCase(Locale.ROOT);
        if (known.contains(area)) {
            return area;
        }
        if (known.contains(id)) {
            return id;
        }
        throw new Complaint("--only " + word + ": profile " + profile.name() + " has no such area or property"
                + Nearest.to(word.contains("-") ? id : area, known)
                        .map(meant -> " (did you mean " + meant + "?)")
                        .orElse("")
                + "; see touchstone list --profile " + profile.name());
    }
}
