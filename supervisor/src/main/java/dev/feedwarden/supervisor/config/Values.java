package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${env:NAME}} (an environment variable), {@code ${file:path}} (a file's text without the last line
 * break, the path relative to the configuration) and {@code ${port:name}} (a port of this machine chosen at the start, the
 * same for each use of a name).
 */
final class Values {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|port):([^}]+)}");
    private static final long LARGEST_FILE = 64 * 1024;

    private final Path folder;
    private final Map<String, String> environment;
    private final UnaryOperator<String> ports;
    private final Problems problems;

    Values(Path folder, Map<String, String> environment, UnaryOperator<String> ports, Problems problems) {
        this.folder = folder;
        this.environment = environment;
        this.ports = ports;
        this.problems = problems;
    }

    /** The paths of {@code ${file:...}} in a text, as they stand there. */
    static List<String> files(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(found -> found.group(1).equals("file"))
                .map(found -> found.group(2))
                .distinct()
                .toList();
    }

    /** Whether a text holds something to fill in. */
    static boolean refers(Scalar scalar) {
        return REFERENCE.matcher(scalar.text()).find();
    }

    /** The value of an environment variable; null where it is not set. */
    @Nullable
    String environment(String name) {
        return environment.get(name);
    }

    /** The text with everything filled in; null where something is missing, which is noted. */
    @Nullable
    String fill(Scalar scalar) {
        Matcher matcher = REFERENCE.matcher(scalar.text());
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = look(scalar, matcher.group(1), matcher.group(2));
            if (value == null) {
                return null;
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }

    private @Nullable String look(Scalar scalar, String kind, String name) {
        return switch (kind) {
            case "env" -> variable(scalar, name);
            case "file" -> file(scalar.place(), name);
            default -> ports.apply(name);
        };
    }

    private @Nullable String variable(Scalar scalar, String name) {
        String value = environment.get(name);
        if (value == null) {
            problems.add(scalar.place(), "expected the environment variable " + name + " to be set, found nothing");
        }
        return value;
    }

    /** A file's text without the last line break; null where it cannot be read, which is noted at the place given. */
    @Nullable
    String file(Place place, String name) {
        try {
            Path path = folder.resolve(name);
            if (Files.size(path) > LARGEST_FILE) {
                problems.add(place, "expected a file of at most 64 KiB, found a larger one: " + path);
                return null;
            }
            return Files.readString(path).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            problems.add(place, "expected a file that can be read, found " + e);
            return null;
        }
    }
}
