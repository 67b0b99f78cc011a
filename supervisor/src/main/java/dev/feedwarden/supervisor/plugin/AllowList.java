package dev.feedwarden.supervisor.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The list of the drop-in JARs that may load: a text file with one line for each, {@code sha256 file-name id version},
 * of which only the checksum counts. Lines that begin with {@code #} are comments. Not safe for use by several threads.
 */
public final class AllowList {

    /** The most lines that are read. */
    static final int MAX_LINES = 1_000;

    private static final String NAME = "allowed";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})(\\s.*)?");

    private final Path folder;
    private final Path file;

    /** The list of a folder of drop-ins. The file need not exist. */
    public AllowList(Path dropIns) {
        folder = dropIns;
        file = dropIns.resolve(NAME);
    }

    /** A line of the list. */
    public record Line(String sha256, String file, String id, String version) {
        @Override
        public String toString() {
            return sha256 + "  " + file + "  " + id + " " + version;
        }
    }

    /** The checksums on the list; nothing where there is no list. */
    Optional<Set<String>> read() throws IOException {
        try {
            return Optional.of(lines().stream()
                    .map(LINE::matcher)
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> matcher.group(1))
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /**
     * Puts a JAR on the list, or leaves the list as it is if the JAR is on it.
     *
     * @return its line
     * @throws PluginFailure if it is not the JAR of a plugin
     */
    public Line allow(Path jar) throws IOException, PluginFailure {
        if (Files.size(jar) > Stage.MAX_BYTES) {
            throw new PluginFailure("is larger than " + Stage.MAX_BYTES / 1_000_000 + " MB");
        }
        StagedJar looked = JarCheck.look(jar, Stage.sha256Of(jar));
        var line = new Line(looked.sha256(), jar.getFileName().toString(), looked.id(), looked.version());
        Set<String> before = read().orElse(Set.of());
        if (!before.contains(line.sha256())) {
            append(line, before);
        }
        return line;
    }

    private void append(Line line, Set<String> before) throws IOException {
        Files.createDirectories(folder);
        var lines = new ArrayList<String>();
        if (!before.isEmpty() || Files.exists(file)) {
            lines.addAll(lines());
        }
        if (lines.size() >= MAX_LINES) {
            throw new IOException(file + " has " + lines.size() + " lines already; the most is " + MAX_LINES);
        }
        lines.add(line.toString());
        Path next = folder.resolve(NAME + ".new");
        Files.write(next, lines, UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> lines() throws IOException {
        try (var lines = Files.lines(file, UTF_8)) {
            return lines.limit(MAX_LINES).toList();
        }
    }
}
