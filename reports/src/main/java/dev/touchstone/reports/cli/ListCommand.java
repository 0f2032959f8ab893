package dev.touchstone.reports.cli;

import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Profiles;
import dev.touchstone.suites.profile.Property;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists the properties of a profile: id, severity, basis, area, claim.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    /** The profile with everything that is known. */
    static final String WIDEST = "cowork-1-hardened";

    private final Shell shell;

    @Option(names = "--profile", paramLabel = "P", description = "Default: " + WIDEST + ".", defaultValue = WIDEST)
    private String name;

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Profile profile = Profiles.read(name);
        for (Property property : profile.properties()) {
            boolean judged = profile.judges().contains(property.basis());
            shell.out()
                    .printf(
                            "%-6s  %-8s  %-9s  %-10s  %s%s%n",
                            property.id(),
                            property.severity().label(),
                            property.basis().name().toLowerCase(Locale.ROOT),
                            property.area(),
                            property.claim(),
                            judged ? "" : " (not judged by " + name + ")");
        }
        return ExitCode.OK;
    }
}
