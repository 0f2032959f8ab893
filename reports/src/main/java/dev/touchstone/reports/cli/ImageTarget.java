package dev.touchstone.reports.cli;

import dev.touchstone.fixtures.document.Nearest;
import dev.touchstone.suites.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A target that nobody has written: an image, run as its engine runs it where nothing more is said. It becomes a file all the same,
 * which can be copied and gone on with.
 *
 * @param image its reference, such as debian:12
 * @param profile the name of a profile
 */
record ImageTarget(String image, String profile) {
    /** What is judged where nobody says. */
    static final String DEFAULT_PROFILE = "cowork-2";

    /** Name, tag and digest: https://docs.docker.com/reference/cli/docker/image/tag/. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}");

    private static final int LONGEST_NAME = 60;

    ImageTarget {
        if (!REFERENCE.matcher(image).matches()) {
            throw new Complaint("--image " + image + ": this is no image's reference; expected one such as debian:12");
        }
        if (!Profiles.names().contains(profile)) {
            throw new Complaint("--profile " + profile + ": there is no such profile"
                    + Nearest.to(profile, Profiles.names())
                            .map(meant -> " (did you mean " + meant + "?)")
                            .orElse("")
                    + "; there are " + String.join(", ", Profiles.names()));
        }
    }

    /**
     * Writes the file.
     *
     * @return its path
     */
    Path writeInto(Path directory) {
        Path file = directory.resolve(name() + ".yaml");
        try {
            Files.createDirectories(directory);
            return Files.writeString(file, text());
        } catch (IOException e) {
            throw new Complaint(file + ": cannot be written: " + e.getMessage());
        }
    }

    private String name() {
        String name = image.replaceAll("[^A-Za-z0-9]+", "-");
        String bounded = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        return bounded.replaceAll("-$", "");
    }

    private String text() {
        return """
                # The image %1$s, run as `docker run %1$s` runs it, with the session's folders. Each further key of a target of
                # kind container (see targets/container.yaml) is an option of docker run.
                name: %2$s
                profile: %3$s
                boot:
                  kind: container
                  image: {name: "%1$s"}
                """.formatted(image, name(), profile);
    }
}
