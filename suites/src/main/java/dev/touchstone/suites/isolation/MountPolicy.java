package dev.touchstone.suites.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.fixtures.boot.Session;
import dev.touchstone.fixtures.facts.Mount;
import dev.touchstone.suites.isolation.MountOrigins.Origin;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The documented mounts of a profile, and what a mount table has more, less, otherwise or from elsewhere. */
final class MountPolicy {
    private final List<Line> lines;

    private MountPolicy(List<Line> lines) {
        this.lines = lines;
    }

    /** Reads the expected mounts; {session} and {folder} stand for the session's id and each granted folder's name. */
    static MountPolicy of(JsonNode expected, Session session) {
        String folders =
                session.folders().stream().map(Session.Folder::name).collect(Collectors.joining(",", "{", "}"));
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : expected) {
            String target = line.get("target").asText().replace("{session}", session.id());
            if (target.contains("{folder}") && line.get("required").asBoolean()) {
                for (Session.Folder folder : session.folders()) {
                    lines.add(Line.of(target.replace("{folder}", folder.name()), line));
                }
            } else {
                lines.add(Line.of(target.replace("{folder}", folders), line));
            }
        }
        return new MountPolicy(lines);
    }

    /**
     * The targets of those mounts of which it matters where they come from. Whoever looks at another, such as a file server's that
     * does not answer, may wait for ever.
     */
    List<String> traced(List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> lines.stream()
                        .anyMatch(line -> line.isAt(mount) && !line.origins().isEmpty()))
                .map(Mount::target)
                .toList();
    }

    /** One sentence for each deviation; empty when the table is as documented, and what is mounted comes from where it is documented to. */
    List<String> deviations(List<Mount> mounts, MountOrigins origins) {
        return deviations(mounts, Optional.of(origins));
    }

    /** Those that can be told without knowing where a mount comes from. */
    List<String> deviations(List<Mount> mounts) {
        return deviations(mounts, Optional.empty());
    }

    private List<String> deviations(List<Mount> mounts, Optional<MountOrigins> origins) {
        List<String> deviations = new ArrayList<>();
        for (Mount mount : mounts) {
            List<Line> matching =
                    lines.stream().filter(line -> line.isAt(mount)).toList();
            if (matching.isEmpty()) {
                deviations.add(mount.target() + " (" + mount.type() + " of " + mount.root() + ", "
                        + String.join(",", mount.options()) + ") is not a documented mount");
            } else if (matching.stream().noneMatch(line -> line.otherwise(mount).isEmpty())) {
                deviations.add(matching.get(0).otherwise(mount));
            } else {
                origins.filter(known -> matching.stream().noneMatch(line -> known.isFrom(mount, line.origins())))
                        .map(known ->
                                mount.target() + " is " + known.describe(mount) + ", which is not what belongs there")
                        .ifPresent(deviations::add);
            }
        }
        for (Line line : lines) {
            if (line.required() && mounts.stream().noneMatch(line::isAt)) {
                deviations.add(line.target() + " is not mounted");
            }
        }
        return deviations;
    }

    private record Line(
            String target,
            PathMatcher matcher,
            List<String> types,
            List<String> options,
            List<Origin> origins,
            boolean required) {

        static Line of(String target, JsonNode line) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + target);
            return new Line(
                    target,
                    matcher,
                    texts(line.get("types")),
                    texts(line.get("options")),
                    texts(line.path("origins")).stream().map(Origin::named).toList(),
                    line.get("required").asBoolean());
        }

        boolean isAt(Mount mount) {
            return matcher.matches(Path.of(mount.target()));
        }

        String otherwise(Mount mount) {
            if (!types.isEmpty() && !types.contains(mount.type())) {
                return mount.target() + " is of type " + mount.type() + " where " + types + " is documented";
            }
            List<String> missing = new ArrayList<>(options);
            missing.removeAll(mount.options());
            return missing.isEmpty() ? "" : mount.target() + " is mounted without " + String.join(", ", missing);
        }

        private static List<String> texts(JsonNode list) {
            return list.valueStream().map(JsonNode::asText).toList();
        }
    }
}
