package dev.touchstone.suites.mutants;

import dev.touchstone.fixtures.document.DocumentException;
import dev.touchstone.fixtures.document.YamlDocument;
import dev.touchstone.suites.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The mutants that ship with the project, one file for each class of mistakes. */
public final class Mutants {
    /** Mistakes of a virtual machine, which takes long to boot. */
    private static final String MACHINE = "machine";

    private static final List<String> CLASSES = List.of(
            "namespaces",
            "session",
            "capabilities",
            "seccomp",
            "network",
            "files",
            "processes",
            "memory",
            "container",
            MACHINE);

    private Mutants() {}

    /** The classes, in the order in which they are read. */
    public static List<String> classes() {
        return CLASSES;
    }

    /**
     * All of them.
     *
     * @throws MutantException with all that is wrong with the first file that something is wrong with
     */
    public static List<Mutant> read() {
        return read(CLASSES);
    }

    /**
     * Those of virtual machines.
     *
     * @throws MutantException as {@link #read()}
     */
    public static List<Mutant> ofMachines() {
        return read(List.of(MACHINE));
    }

    private static List<Mutant> read(List<String> classes) {
        Set<String> properties = new TreeSet<>();
        Profiles.names()
                .forEach(profile ->
                        Profiles.read(profile).properties().forEach(property -> properties.add(property.id())));
        MutantReader reader = new MutantReader(properties);
        classes.forEach(name -> reader.add(document("mutants/" + name + ".yaml")));
        return reader.mutants();
    }

    private static YamlDocument document(String file) {
        try (InputStream in = Mutants.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing from this build");
            }
            return YamlDocument.parse(file, in);
        } catch (IOException e) {
            throw new MutantException(file + ": cannot be read: " + e, e);
        } catch (DocumentException e) {
            throw new MutantException(e.getMessage(), e);
        }
    }
}
