package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each sink is: one small file for each, replaced as a whole and durable before it counts. A file that cannot be
 * read is as good as none, for a sink may get the same ticks twice. Reading is safe from any thread; {@link #move} from
 * one at a time.
 */
final class Cursors {

    private static final Logger LOG = LoggerFactory.getLogger(Cursors.class);
    private static final String SUFFIX = ".cursor";
    private static final int MOST_BYTES = 256;

    private final Disk disk;
    private final Path folder;
    private final Map<String, Mark> found = new HashMap<>();
    private final Map<String, Long> cursors = new ConcurrentHashMap<>();
    private @Nullable UUID journal;

    private record Mark(UUID journal, long sequence) {}

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
            String name = path.getFileName().toString();
            String sink = name.endsWith(SUFFIX)
                    ? URLDecoder.decode(name.substring(0, name.length() - SUFFIX.length()), StandardCharsets.UTF_8)
                    : "";
            if (sinks.contains(sink)) {
                Mark mark = read(path);
                if (mark != null) {
                    found.put(sink, mark);
                }
            } else {
                LOG.info("journal cursor forgotten: no such sink is configured file={}", name);
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

    /** Moves a cursor. It has moved when this returns, and has not when it throws. */
    void move(String sink, long to) throws IOException {
        Path path = folder.resolve(URLEncoder.encode(sink, StandardCharsets.UTF_8) + SUFFIX);
        Path unnamed = Path.of(path + ".new");
        String mark = journal + " " + to;
        disk.delete(unnamed);
        try (Disk.File file = disk.open(unnamed)) {
            String line = mark + " " + checksum(mark) + "\n";
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
            file.sync();
        }
        disk.rename(unnamed, path);
        cursors.put(sink, to);
    }

    private @Nullable Mark read(Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        try (Disk.File file = disk.open(path)) {
            file.read(bytes, 0);
        }
        String[] words = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII)
                .trim()
                .split(" ", -1);
        if (words.length == 3 && checksum(words[0] + " " + words[1]).equals(words[2])) {
            return new Mark(UUID.fromString(words[0]), Long.parseLong(words[1]));
        }
        LOG.warn("journal cursor cannot be read, its sink begins with the oldest record kept file={}", path);
        return null;
    }

    private static String checksum(String mark) {
        CRC32C crc = new CRC32C();
        crc.update(mark.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
