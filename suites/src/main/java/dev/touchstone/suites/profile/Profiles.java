package dev.touchstone.suites.profile;

import dev.touchstone.fixtures.document.Nearest;
import dev.touchstone.fixtures.document.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The profiles that ship with the project. */
public final class Profiles {
    private static final List<String> NAMES = List.of("cowork-1", "cowork-1-hardened", "cowork-2");

    private Profiles() {}

    /** The names of the shipped profiles, sorted. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Reads a shipped profile.
     *
     * @throws ProfileException when there is none of that name, with those that there are; or with all that is wrong with its file
     */
    public static Profile read(String name) {
        return new ProfileReader(Profiles::document).read(name);
    }

    private static YamlDocument document(String name) {
        if (!NAMES.contains(name)) {
            String meant = Nearest.to(name, NAMES)
                    .map(known -> " (did you mean " + known + "?)")
                    .orElse("");
            throw new ProfileException(
                    "unknown profile \"" + name + "\"" + meant + "; expected one of: " + String.join(", ", NAMES));
        }
        String file = "profiles/" + name + ".yaml";
        try (InputStream in = Profiles.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing from this build");
            }
            return YamlDocument.parse(file, in);
        } catch (IOException e) {
            throw new ProfileException(file + ": cannot be read: " + e, e);
        }
    }
}
