package dev.touchstone.reports.prove;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.touchstone.suites.mutants.LeftOut;
import dev.touchstone.suites.mutants.Proof;
import dev.touchstone.suites.mutants.Result;
import dev.touchstone.suites.mutants.Trial;
import dev.touchstone.suites.profile.Property;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** prove.json. Fields are only added, never renamed. */
final class ProofJson {
    private static final String SCHEMA = "touchstone.prove/1";

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The whole document, ending with a line end. */
    String write(Proof proof) {
        KillMatrix matrix = KillMatrix.of(proof);
        Document document = new Document(
                SCHEMA,
                proof.duration().toMillis(),
                proof.trials().stream()
                        .collect(Collectors.groupingBy(Trial::result, TreeMap::new, Collectors.counting())),
                proof.trials().stream().map(Entry::of).toList(),
                proof.leftOut().stream().map(Missing::of).toList(),
                matrix.columns().stream()
                        .map(property -> Column.of(property, proof))
                        .toList());
        try {
            return mapper.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param leftOut mutants that could not be tried on this machine
     * @param properties the kill matrix, by property
     */
    private record Document(
            String schema,
            long durationMillis,
            Map<Result, Long> counts,
            List<Entry> mutants,
            List<Missing> leftOut,
            List<Column> properties) {}

    /**
     * @param breaks what has to notice it
     * @param killedBy what did, of these
     * @param collateral what complained without a reason
     * @param consequences what complained too, with the mutant's reason
     * @param leftOpen what could not tell, without a reason
     * @param effect where the change was seen in the booted sandbox
     */
    private record Entry(
            String id,
            @JsonProperty("class") String mutantClass,
            String base,
            Collection<String> breaks,
            Result result,
            Collection<String> killedBy,
            Collection<String> collateral,
            Map<String, String> consequences,
            Collection<String> leftOpen,
            List<String> effect,
            String why,
            String message,
            long millis) {

        static Entry of(Trial trial) {
            return new Entry(
                    trial.mutant().id(),
                    trial.mutant().mutantClass(),
                    trial.mutant().base(),
                    trial.mutant().breaks(),
                    trial.result(),
                    trial.killedBy(),
                    trial.collateral(),
                    trial.consequences().stream()
                            .collect(Collectors.toMap(
                                    Function.identity(),
                                    id -> trial.mutant().mayBreak().get(id))),
                    trial.leftOpen(),
                    trial.effect(),
                    trial.mutant().why(),
                    trial.message(),
                    trial.duration().toMillis());
        }
    }

    private record Missing(String id, @JsonProperty("class") String mutantClass, String base, String why) {
        static Missing of(LeftOut leftOut) {
            return new Missing(
                    leftOut.mutant().id(),
                    leftOut.mutant().mutantClass(),
                    leftOut.mutant().base(),
                    leftOut.why());
        }
    }

    /** @param kills the mutants that this property killed */
    private record Column(String id, String severity, List<String> kills) {
        static Column of(Property property, Proof proof) {
            return new Column(
                    property.id(),
                    property.severity().label(),
                    proof.trials().stream()
                            .filter(trial -> trial.killedBy().contains(property.id()))
                            .map(trial -> trial.mutant().id())
                            .toList());
        }
    }
}
