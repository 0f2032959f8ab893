package dev.touchstone.reports.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the program was started from.
 *
 * @param out what a pipe wants: verdicts, lists
 * @param err progress and complaints
 * @param live whether err is a terminal on which a line can be written over
 * @param colour whether out is a terminal that shows colours, and NO_COLOR does not forbid them
 * @param columns of that terminal
 * @param root the project's directory, which has targets/ and reports/
 * @param directory the caller's working directory
 */
record Shell(PrintStream out, PrintStream err, boolean live, boolean colour, int columns, Path root, Path directory) {
    /** Set by the launcher script. */
    static final String ROOT_PROPERTY = "touchstone.root";

    private static final int BUFFER = 8192;
    private static final int USUAL_COLUMNS = 100;

    /** The process's own. */
    static Shell ofProcess() {
        Map<String, String> environment = System.getenv();
        Path directory = Path.of("").toAbsolutePath();
        String root = System.getProperty(ROOT_PROPERTY);
        boolean capable = !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        // https://no-color.org: present and not empty
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Shell(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                capable && isTerminal(2),
                capable && !plain && isTerminal(1),
                columns(environment.getOrDefault("COLUMNS", "")),
                root == null ? directory : Path.of(root),
                directory);
    }

    /** The directory of the targets that ship with the project. */
    Path targets() {
        return root.resolve("targets");
    }

    /** Where audits go when nobody says where. */
    Path audits() {
        return root.resolve("reports").resolve("target").resolve("audit");
    }

    /** Where proofs go when nobody says where. */
    Path proofs() {
        return root.resolve("reports").resolve("target").resolve("prove");
    }

    /** A complaint or a remark, in one line. */
    void say(String message) {
        err.println("touchstone: " + message);
        err.flush();
    }

    /** A path as the caller would type it. */
    String show(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(directory) ? directory.relativize(absolute).toString() : absolute.toString();
    }

    /** UTF-8 whatever the locale says: the reports are, and a container's locale is usually unset. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER), false, StandardCharsets.UTF_8);
    }

    private static int columns(String exported) {
        return exported.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(exported) : USUAL_COLUMNS;
    }

    /** man 4 pts, man 4 console; Java itself only knows whether both stdin and stdout are terminals. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
