package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.image.MachineImage;
import dev.touchstone.fixtures.image.MachineImages;
import dev.touchstone.fixtures.image.MachineOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "image",
        description = "Builds the image that targets of kind vm boot, once, and prints the directory that has it.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "An audit builds what it needs by itself. An interrupted build continues where it was.",
            "For Ubuntu: --suite jammy --mirror URL, where URL is a mirror that has arm64.",
            "Exit codes: 0 it is there, 3 it could not be built."
        })
final class ImageCommand implements Callable<Integer> {
    private static final String MACHINE = "machine";

    private final Shell shell;

    @Parameters(paramLabel = "IMAGE", description = "There is one: " + MACHINE + ", the documented ARM64 machine.")
    private String name;

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description = "The release of Debian or Ubuntu, such as bookworm or jammy. Default: this host's.")
    private String suite;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description =
                    "The repository to take packages from. Default: those that this host's apt has for the suite.")
    private String mirror;

    @Option(
            names = "--component",
            paramLabel = "NAME",
            description = "Of the repository; can be given several times. Default: main, for Ubuntu also universe.")
    private List<String> components = new ArrayList<>();

    @Option(
            names = "--kernel",
            paramLabel = "PACKAGE",
            description =
                    "The package that has the kernel. Default: linux-image-cloud-arm64, for Ubuntu linux-image-generic*.")
    private String kernel;

    @Option(names = "--out", paramLabel = "DIR", description = "Also copy it to this directory, which is made.")
    private Path out;

    ImageCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!name.equals(MACHINE)) {
            throw new Complaint("no such image: " + name + "; there is one: " + MACHINE);
        }
        if (out != null && Files.exists(out)) {
            throw new Complaint(out + " exists: name a directory that does not, with --out");
        }
        MachineImage image = MachineImages.of(shell.root()).ensure(options(), shell::say);
        shell.out().println(out == null ? image.directory() : copy(image.directory()));
        return ExitCode.OK;
    }

    private MachineOptions options() {
        MachineOptions options = suite == null ? MachineOptions.ofThisHost() : MachineOptions.of(suite);
        if (mirror != null) {
            options = options.withMirror(mirror);
        }
        if (!components.isEmpty()) {
            options = options.withComponents(components);
        }
        return kernel == null ? options : options.withKernel(kernel);
    }

    private Path copy(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            Files.createDirectories(out);
            for (Path file : files.toList()) {
                Files.copy(file, out.resolve(file.getFileName()));
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
