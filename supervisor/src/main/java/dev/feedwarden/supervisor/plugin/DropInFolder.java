package dev.feedwarden.supervisor.plugin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices JARs that come, change and go in a folder. A change counts once two looks in a row have seen the same size,
 * time and checksum, so that a file that is still being written is left alone.
 */
final class DropInFolder {

    /** More files than this are not looked at. */
    static final int MAX_FILES = 100;

    private static final Logger log = LoggerFactory.getLogger(DropInFolder.class);

    private final Path folder;
    private final Map<Path, Stamp> settled = new HashMap<>();
    private final Map<Path, Candidate> changing = new HashMap<>();
    private boolean full;

    /** What a look sees of a file without reading it. */
    private record Stamp(
            long size, FileTime modified, @Nullable Object inode) {}

    /**
     * A file as the last look saw it.
     *
     * @param stamp null if it was absent
     * @param sha256 null if it was absent
     */
    private record Candidate(
            @Nullable Stamp stamp, @Nullable String sha256) {}

    DropInFolder(Path folder) {
        this.folder = folder;
    }

    /** The files that are there now, taken as they are, sorted by name. */
    List<Path> takeAll() throws IOException {
        Map<Path, Stamp> present = present();
        settled.clear();
        changing.clear();
        settled.putAll(present);
        return List.copyOf(present.keySet());
    }

    /** The files that have come, changed or gone since they were last told, each once. */
    List<Path> look() throws IOException {
        Map<Path, Stamp> present = present();
        var told = new ArrayList<Path>();
        List<Path> all = Stream.concat(present.keySet().stream(), settled.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        changing.keySet().retainAll(all);
        for (Path file : all) {
            @Nullable Stamp stamp = present.get(file);
            if (stamp != null && stamp.equals(settled.get(file))) {
                changing.remove(file);
                continue;
            }
            var seen = new Candidate(stamp, stamp == null ? null : sha256(file));
            if (seen.equals(changing.put(file, seen))) {
                changing.remove(file);
                settle(file, stamp);
                told.add(file);
            }
        }
        return told;
    }

    private void settle(Path file, @Nullable Stamp stamp) {
        if (stamp == null) {
            settled.remove(file);
        } else {
            settled.put(file, stamp);
        }
    }

    /** A file that vanishes meanwhile has a checksum that no second look will find again. */
    private static String sha256(Path file) {
        try {
            return Files.size(file) > Stage.MAX_BYTES ? "too large" : Stage.sha256Of(file);
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    private Map<Path, Stamp> present() throws IOException {
        var found = new TreeMap<Path, Stamp>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                if (found.size() == MAX_FILES) {
                    tellFull();
                    break;
                }
                stamp(file, found);
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Map.of();
        }
        return found;
    }

    private static void stamp(Path file, Map<Path, Stamp> into) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                into.put(file, new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
            }
        } catch (NoSuchFileException gone) {
            log.debug("plugin=file-gone file={}", file);
        }
    }

    private void tellFull() {
        if (!full) {
            full = true;
            log.warn("plugin=too-many-files folder={} most={}", folder, MAX_FILES);
        }
    }
}
