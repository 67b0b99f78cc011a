package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each sink is, and what it has stored up to there by feed and day: one small file for each, replaced as a whole
 * and durable before it counts. A file that cannot be read is as good as none, for a sink may get the same ticks twice;
 * what it had counted of records that are gone is lost then. Reading is safe from any thread; {@link #move} from
 * one at a time.
 */
final class Cursors {

    private static final Logger LOG = LoggerFactory.getLogger(Cursors.class);
    private static final String SUFFIX = ".cursor";

    private final Disk disk;
    private final Path folder;
    private final Map<String, Mark> found = new HashMap<>();
    private final Map<String, Long> cursors = new ConcurrentHashMap<>();
    private final Map<String, SinkTally> tallies = new ConcurrentHashMap<>();
    private @Nullable UUID journal;
    private boolean damaged;

    private record Mark(UUID journal, long sequence, SinkTally tally) {}

    /**
     * Reads the cursors.
     *
     * @param sinks the sinks that are configured: the cursor of any other is forgotten
     */
    Cursors(Disk disk, Path folder, Set<String> sinks) throws IOException {
        this.disk = disk;
        this.folder = folder;
        disk.createFolders(folder);
        for (Path path : disk.list(folder)) {
            String sink = sink(path);
            if (sinks.contains(sink)) {
                Mark mark = read(disk, path);
                if (mark == null) {
                    damaged = true;
                } else {
                    found.put(sink, mark);
                    tallies.put(sink, mark.tally());
                }
            } else {
                LOG.info("journal cursor forgotten: no such sink is configured file={}", path.getFileName());
                disk.delete(path);
            }
        }
        for (String sink : sinks) {
            cursors.put(sink, 0L);
        }
    }

    /** The highest sequence of the journal that a sink has stored; 0 for none. */
    long highest(UUID of) {
        return found.values().stream()
                .filter(mark -> mark.journal().equals(of))
                .mapToLong(Mark::sequence)
                .max()
                .orElse(0);
    }

    /**
     * Makes the cursors those of a journal.
     *
     * @param start where a sink begins that has none, and the least that a cursor can be
     */
    void begin(UUID of, long start) {
        journal = of;
        cursors.replaceAll((sink, none) -> {
            Mark mark = found.get(sink);
            return mark != null && mark.journal().equals(of) ? Math.max(mark.sequence(), start) : start;
        });
        found.clear();
    }

    /** The sequence up to which the sink has stored everything; {@code start} is taken for a sink that is new. */
    long of(String sink, long start) {
        return cursors.computeIfAbsent(sink, added -> start);
    }

    /** How far the slowest sink is. */
    long lowest(long withoutSinks) {
        return cursors.values().stream().mapToLong(Long::longValue).min().orElse(withoutSinks);
    }

    Map<String, Long> all() {
        return Map.copyOf(cursors);
    }

    /** What each sink has stored and set aside, up to its cursor. */
    Map<String, SinkTally> tallies() {
        return Map.copyOf(tallies);
    }

    /** Whether a file could not be read, and what its sink had counted is lost. */
    boolean damaged() {
        return damaged;
    }

    /**
     * Makes the cursors in the folder of a journal that goes on under another id those of that id. A cursor that cannot be
     * read is left as it is.
     */
    static void renew(Disk disk, Path folder, UUID before, UUID id) throws IOException {
        for (Path path : disk.list(folder)) {
            Mark mark = sink(path).isEmpty() ? null : read(disk, path);
            if (mark != null && mark.journal().equals(before)) {
                write(disk, path, new Mark(id, mark.sequence(), mark.tally()));
            }
        }
    }

    /** The highest sequence of a journal that a cursor in a folder names; 0 for none. */
    static long highest(Disk disk, Path folder, UUID of) throws IOException {
        long highest = 0;
        for (Path path : disk.list(folder)) {
            Mark mark = sink(path).isEmpty() ? null : read(disk, path);
            if (mark != null && mark.journal().equals(of)) {
                highest = Math.max(highest, mark.sequence());
            }
        }
        return highest;
    }

    /** The same, of all cursors in a folder. Changes nothing. */
    static Kept kept(Disk disk, Path folder) throws IOException {
        Map<String, SinkTally> tallies = new HashMap<>();
        boolean damaged = false;
        for (Path path : disk.list(folder)) {
            if (!sink(path).isEmpty()) {
                Mark mark = read(disk, path);
                if (mark == null) {
                    damaged = true;
                } else {
                    tallies.put(sink(path), mark.tally());
                }
            }
        }
        return new Kept(tallies, damaged);
    }

    /** What the cursors in a folder say; {@code damaged} if one of them cannot be read. */
    record Kept(Map<String, SinkTally> tallies, boolean damaged) {}

    /**
     * Moves a cursor, and counts what it moves over. It has moved when this returns, and has not when it throws. It never
     * moves back, for a move that a runner left behind may come after those of the next.
     */
    void move(String sink, Moved moved) throws IOException {
        Path path = folder.resolve(URLEncoder.encode(sink, StandardCharsets.UTF_8) + SUFFIX);
        long before = cursors.getOrDefault(sink, 0L);
        long to = Math.max(before, moved.to());
        SinkTally tally = tallies.getOrDefault(sink, SinkTally.NONE).plus(moved.after(before));
        write(disk, path, new Mark(Objects.requireNonNull(journal, "begun"), to, tally));
        tallies.put(sink, tally);
        cursors.put(sink, to);
    }

    private static void write(Disk disk, Path path, Mark mark) throws IOException {
        SealedFile.write(
                disk,
                path,
                mark.journal() + " " + mark.sequence() + " "
                        + mark.tally().json().encode());
    }

    /** Whose cursor a file is; empty if it is none. */
    private static String sink(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(SUFFIX)
                ? URLDecoder.decode(name.substring(0, name.length() - SUFFIX.length()), StandardCharsets.UTF_8)
                : "";
    }

    private static @Nullable Mark read(Disk disk, Path path) throws IOException {
        String text = SealedFile.read(disk, path);
        if (text == null) {
            LOG.warn("journal cursor cannot be read, its sink begins with the oldest record kept file={}", path);
            return null;
        }
        String[] words = text.split(" ", 3);
        SinkTally tally = words.length < 3 ? SinkTally.NONE : SinkTally.of(new JsonObject(words[2]));
        return new Mark(UUID.fromString(words[0]), Long.parseLong(words[1]), tally);
    }
}
