package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.document.Nearest;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.VerdictFile;
import dev.touchstone.reports.verdict.VerdictReader;
import dev.touchstone.suites.Suites;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.profile.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Explains a property: what is documented and where, how it is checked, on what it can be seen.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "ID", description = "Such as PRV-01; see `touchstone list`.")
    private String id;

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Property property = property();
        shell.out().println(property.id() + "  " + property.claim());
        field("area", property.area());
        field("severity", property.severity().label());
        field("basis", property.basis().name().toLowerCase(Locale.ROOT) + ", judged by " + judges(property));
        field("documented", property.source().sentence());
        field("source", source(property.source()));
        property.expected().forEach((name, value) -> field("expected", name + " = " + value));
        field("seen on", kindsThatShow(property));
        property.notSeenOn().forEach((kind, reason) -> field("not seen on", kind.label() + ": " + reason));
        property.notSeenOnOtherProcessors()
                .forEach((kind, reason) -> field("not seen on", kind.label() + " on other processors: " + reason));
        checks(property).forEach(check -> field("check", check));
        lastOutcomes(property).forEach(outcome -> field("last audit", outcome));
        return ExitCode.OK;
    }

    /** Of the widest profile, or of another that has further rows. */
    private Property property() {
        String wanted = id.toUpperCase(Locale.ROOT);
        Map<String, Property> known = new LinkedHashMap<>();
        Stream.concat(Stream.of(ListCommand.WIDEST), Profiles.names().stream())
                .flatMap(name -> Profiles.read(name).properties().stream())
                .forEach(property -> known.putIfAbsent(property.id(), property));
        if (!known.containsKey(wanted)) {
            throw new Complaint("no property " + id
                    + Nearest.to(wanted, known.keySet())
                            .map(meant -> " (did you mean " + meant + "?)")
                            .orElse("")
                    + "; see touchstone list");
        }
        return known.get(wanted);
    }

    private static String judges(Property property) {
        return Profiles.names().stream()
                .map(Profiles::read)
                .filter(profile -> profile.property(property.id()).isPresent())
                .filter(profile -> profile.judges().contains(property.basis()))
                .map(Profile::name)
                .collect(Collectors.joining(", "));
    }

    private static String source(Property.Source source) {
        return source.document() + source.link().map(link -> ", " + link).orElse("");
    }

    private static String kindsThatShow(Property property) {
        return Arrays.stream(Target.Kind.values())
                .filter(kind -> !property.notSeenOn().containsKey(kind))
                .map(Target.Kind::label)
                .collect(Collectors.joining(", "));
    }

    private static List<String> checks(Property property) {
        return Suites.catalogue().verifying(property.id()).stream()
                .map(entry -> entry.readableName() + " ("
                        + entry.evidence().name().toLowerCase(Locale.ROOT) + "; "
                        + entry.suite().getSimpleName() + "." + entry.method().getName() + ")")
                .toList();
    }

    /** From the verdicts in the default place; one that cannot be relied on says nothing. */
    private List<String> lastOutcomes(Property property) {
        VerdictReader reader = new VerdictReader(name -> Optional.of(Profiles.read(name)));
        try (Stream<Path> directories = Files.list(shell.audits())) {
            return directories
                    .sorted()
                    .map(directory -> reader.read(directory.resolve("verdict.json")))
                    .flatMap(file -> outcome(file, property).stream())
                    .toList();
        } catch (IOException e) {
            return List.of(); // nothing has been audited yet
        }
    }

    private Optional<String> outcome(VerdictFile file, Property property) {
        if (!(file instanceof VerdictFile.Readable readable)) {
            return Optional.empty();
        }
        return readable.verdict().properties().stream()
                .filter(judged -> judged.id().equals(property.id()))
                .findFirst()
                .map(judged -> readable.verdict().target().name() + " "
                        + readable.verdict().started() + ": " + describe(judged) + " (" + shell.show(file.path())
                        + ")");
    }

    private static String describe(JudgedProperty judged) {
        return judged.outcome()
                + Optional.ofNullable(judged.message())
                        .flatMap(message -> message.lines().findFirst())
                        .map(line -> ", " + line)
                        .orElse("");
    }

    private void field(String label, String value) {
        shell.out().printf("  %-12s %s%n", label, value);
    }
}
