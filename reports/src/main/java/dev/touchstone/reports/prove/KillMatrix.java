package dev.touchstone.reports.prove;

import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Trial;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.profile.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which property noticed which mutant.
 *
 * @param columns every property that was judged, in the order of the profiles; also one that no mutant breaks
 * @param rows the trials by class, in the order of the mutants
 */
record KillMatrix(List<Property> columns, Map<String, List<Trial>> rows) {

    static KillMatrix of(Proof proof) {
        Set<String> judged = new HashSet<>();
        Map<String, List<Trial>> rows = new LinkedHashMap<>();
        for (Trial trial : proof.trials()) {
            judged.addAll(trial.judged());
            judged.addAll(trial.mutant().breaks());
            rows.computeIfAbsent(trial.mutant().mutantClass(), name -> new ArrayList<>())
                    .add(trial);
        }
        Map<String, Property> columns = new LinkedHashMap<>();
        for (String profile : Profiles.names()) {
            for (Property property : Profiles.read(profile).properties()) {
                if (judged.contains(property.id())) {
                    columns.putIfAbsent(property.id(), property);
                }
            }
        }
        return new KillMatrix(List.copyOf(columns.values()), rows);
    }

    /** What one property said of one mutant. */
    enum Cell {
        KILLED('K', "noticed what it has to notice"),
        CONSEQUENCE('c', "noticed a consequence that the mutant gives a reason for"),
        MISSED('S', "did not notice what it has to notice"),
        COLLATERAL('!', "complained without a reason"),
        OPEN('?', "could not tell, without a reason"),
        FORESEEN('o', "could not tell, for a reason that the mutant gives"),
        SILENT('·', "conforms"),
        NOT_JUDGED(' ', "was not judged");

        private final char letter;
        private final String meaning;

        Cell(char letter, String meaning) {
            this.letter = letter;
            this.meaning = meaning;
        }

        char letter() {
            return letter;
        }

        String meaning() {
            return meaning;
        }
    }

    static Cell cell(Trial trial, Property property) {
        String id = property.id();
        if (trial.killedBy().contains(id)) {
            return Cell.KILLED;
        }
        if (trial.consequences().contains(id)) {
            return Cell.CONSEQUENCE;
        }
        if (trial.collateral().contains(id)) {
            return Cell.COLLATERAL;
        }
        if (trial.leftOpen().contains(id)) {
            return Cell.OPEN;
        }
        if (trial.missed().contains(id)) {
            return Cell.MISSED;
        }
        if (trial.undetermined().containsKey(id)) {
            return Cell.FORESEEN;
        }
        return trial.judged().contains(id) ? Cell.SILENT : Cell.NOT_JUDGED;
    }

    /** How many mutants a property killed. */
    long kills(Property property) {
        return rows.values().stream()
                .flatMap(List::stream)
                .filter(trial -> trial.killedBy().contains(property.id()))
                .count();
    }
}
