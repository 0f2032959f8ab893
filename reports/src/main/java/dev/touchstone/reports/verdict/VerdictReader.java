package dev.touchstone.reports.verdict;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.profile.Property;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a verdict.json and believes none of its sums: the schema, the counts, the verdict word, each property's outcome and
 * the list of properties have to agree with each other and with the profile.
 */
public final class VerdictReader {
    /** No verdict comes near; more is not read. */
    static final long LIMIT = 16L << 20;

    private final Function<String, Optional<Profile>> profiles;
    private final Schema schema = schema();
    private final VerdictJson json = new VerdictJson();

    /** Knows the profiles that ship with the project. */
    public VerdictReader() {
        this(name -> Profiles.names().contains(name) ? Optional.of(Profiles.read(name)) : Optional.empty());
    }

    /** @param profiles finds a profile by its name */
    public VerdictReader(Function<String, Optional<Profile>> profiles) {
        this.profiles = profiles;
    }

    /** Never fails: what cannot be read or relied on is {@link VerdictFile.Unreadable} with the reason. */
    public VerdictFile read(Path path) {
        try {
            return new VerdictFile.Readable(path, verdict(content(path)));
        } catch (NotReliable e) {
            return new VerdictFile.Unreadable(path, VisibleText.line(e.getMessage()));
        } catch (NoSuchFileException e) {
            return new VerdictFile.Unreadable(path, "no such file");
        } catch (CharacterCodingException e) {
            return new VerdictFile.Unreadable(path, "is not UTF-8 text");
        } catch (IOException e) {
            return new VerdictFile.Unreadable(path, "cannot be read: " + VisibleText.line(e.getMessage()));
        }
    }

    private static String content(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new NotReliable("is a directory; name the verdict.json in it");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new NotReliable("is not a regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((int) LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new NotReliable("is larger than " + (LIMIT >> 20) + " MiB");
            }
            if (bytes.length == 0) {
                throw new NotReliable("is empty");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private Verdict verdict(String content) {
        JsonNode tree = tree(content);
        requireSchema(content);
        Verdict verdict;
        try {
            verdict = json.read(tree);
        } catch (JsonProcessingException e) {
            throw new NotReliable("is not a verdict: " + e.getOriginalMessage());
        }
        requireSums(verdict);
        requireEveryProperty(verdict);
        return verdict;
    }

    private JsonNode tree(String content) {
        try {
            return json.parse(content);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new NotReliable("is not JSON: " + e.getOriginalMessage()
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    private void requireSchema(String content) {
        List<Error> errors = schema.validate(content, InputFormat.JSON);
        if (errors.isEmpty()) {
            return;
        }
        Error first = errors.get(0);
        String where = first.getInstanceLocation().toString();
        throw new NotReliable("is not a verdict: " + (where.isEmpty() ? "" : where + " ") + first.getMessage()
                + (errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : ""));
    }

    private static void requireSums(Verdict verdict) {
        for (JudgedProperty property : verdict.properties()) {
            requireOutcome(property);
        }
        Map<Outcome, Integer> counts = Verdict.count(verdict.properties());
        for (Outcome outcome : Outcome.values()) {
            if (!Objects.equals(counts.get(outcome), verdict.counts().get(outcome))) {
                throw new NotReliable(
                        "contradicts itself: it counts " + verdict.counts().get(outcome) + " " + outcome
                                + ", its properties are " + counts.get(outcome));
            }
        }
        Conclusion follows = Conclusion.of(
                verdict.properties().stream().map(JudgedProperty::outcome).toList());
        if (follows != verdict.verdict()) {
            throw new NotReliable(
                    "contradicts itself: it says " + verdict.verdict() + ", its properties say " + follows);
        }
    }

    private static void requireOutcome(JudgedProperty property) {
        List<Outcome> checks =
                property.checks().stream().map(JudgedCheck::outcome).toList();
        if (checks.isEmpty()) {
            if (property.outcome() != Outcome.UNDETERMINED && property.outcome() != Outcome.NOT_APPLICABLE) {
                throw new NotReliable("contradicts itself: " + property.id() + " is " + property.outcome()
                        + " without a single check");
            }
        } else if (Outcome.worst(checks) != property.outcome()) {
            throw new NotReliable("contradicts itself: " + property.id() + " is " + property.outcome()
                    + ", the worst of its checks is " + Outcome.worst(checks));
        }
    }

    private void requireEveryProperty(Verdict verdict) {
        Profile profile = profiles.apply(verdict.profile())
                .orElseThrow(
                        () -> new NotReliable("judges by profile " + verdict.profile() + ", which is unknown here"));
        Set<String> seen = new HashSet<>();
        for (JudgedProperty property : verdict.properties()) {
            if (!seen.add(property.id())) {
                throw new NotReliable("lists " + property.id() + " twice");
            }
            if (profile.property(property.id()).isEmpty()) {
                throw new NotReliable(
                        "lists " + property.id() + ", which profile " + profile.name() + " does not have");
            }
        }
        for (Property property : profile.properties()) {
            if (!seen.contains(property.id())) {
                throw new NotReliable("lacks " + property.id() + ", which profile " + profile.name() + " has");
            }
        }
    }

    private static Schema schema() {
        try (InputStream in = VerdictReader.class.getResourceAsStream("verdict.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NotReliable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReliable(String message) {
            super(message);
        }
    }
}
