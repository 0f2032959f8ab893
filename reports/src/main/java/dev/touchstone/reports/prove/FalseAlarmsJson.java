package dev.touchstone.reports.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.touchstone.suites.mutants.FalseAlarms;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** clean.json. Fields are only added, never renamed. */
public final class FalseAlarmsJson {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The whole document, ending with a line end. */
    public String write(List<FalseAlarms> all, boolean underLoad) {
        try {
            return mapper.writeValueAsString(new Document(
                            "touchstone.clean/1",
                            underLoad,
                            all.stream().map(Entry::of).toList()))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Document(String schema, boolean underLoad, List<Entry> targets) {}

    /** @param alarming only the runs in which something was said */
    private record Entry(String target, int runs, int alarms, long durationMillis, List<Alarming> alarming) {
        static Entry of(FalseAlarms alarms) {
            return new Entry(
                    alarms.target(),
                    alarms.runs().size(),
                    alarms.count(),
                    alarms.duration().toMillis(),
                    alarms.alarming().stream()
                            .map(run ->
                                    new Alarming(run.number(), run.duration().toMillis(), run.alarms()))
                            .toList());
        }
    }

    private record Alarming(int number, long millis, Map<String, String> alarms) {}
}
