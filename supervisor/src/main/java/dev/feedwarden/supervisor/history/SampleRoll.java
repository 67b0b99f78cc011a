package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files of readings one after the other, named by when they begin: {@code raw-1793401200000.log}. A new one begins when the
 * last is old enough, after a failure, and with every process. For one thread; the reading is safe from any.
 */
final class SampleRoll {

    static final long RAW_BYTES = 64L << 20;
    static final long MINUTE_BYTES = 32L << 20;

    private static final String END = ".log";

    private final Disk disk;
    private final Path folder;
    private final String prefix;
    private final Duration each;
    private final long most;
    private @Nullable SampleFile file;
    private Instant begun = Instant.MIN;

    /**
     * @param prefix of the names, such as {@code raw-}
     * @param each how long one is written
     * @param most bytes that one may have
     */
    private SampleRoll(Disk disk, Path folder, String prefix, Duration each, long most) {
        this.disk = disk;
        this.folder = folder;
        this.prefix = prefix;
        this.each = each;
        this.most = most;
    }

    /** Every reading, for as long as rules look back. */
    static SampleRoll raw(Disk disk, Path folder) {
        return new SampleRoll(disk, folder, "raw-", Duration.ofHours(1), RAW_BYTES);
    }

    /** What was made of each minute. */
    static SampleRoll minutes(Disk disk, Path folder) {
        return new SampleRoll(disk, folder, "minutes-", Duration.ofDays(1), MINUTE_BYTES);
    }

    /**
     * Writes readings.
     *
     * @param carried what a new file begins with
     * @return whether there was room
     */
    boolean append(List<Reading> readings, Instant now, Supplier<List<Reading>> carried) throws IOException {
        try {
            if (file == null || !begun.plus(each).isAfter(now) || now.isBefore(begun)) {
                begin(now, carried.get());
            }
            SampleFile open = file;
            if (open == null || open.size() >= most) {
                return false;
            }
            open.append(SampleFile.TAKEN, readings);
            return true;
        } catch (IOException e) {
            leave(e);
            throw e;
        }
    }

    /** Deletes the files of which nothing is younger than a moment. */
    void prune(Instant before) throws IOException {
        List<Path> files = files();
        for (int i = 0; i + 1 < files.size() && !begin(files.get(i + 1)).isAfter(before); i++) {
            disk.delete(files.get(i));
        }
    }

    /** The files, the oldest first. */
    List<Path> files() throws IOException {
        return disk.list(folder).stream()
                .filter(path -> path.getFileName().toString().matches(prefix + "\\d{13}\\.log"))
                .toList();
    }

    /** When a file began. */
    Instant begin(Path path) {
        String name = path.getFileName().toString();
        return Instant.ofEpochMilli(Long.parseLong(name.substring(prefix.length(), name.length() - END.length())));
    }

    void close() throws IOException {
        SampleFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    private void begin(Instant now, List<Reading> carried) throws IOException {
        close();
        Path path = folder.resolve(prefix + now.toEpochMilli() + END);
        while (disk.exists(path)) {
            path = folder.resolve(prefix + (begin(path).toEpochMilli() + 1) + END);
        }
        begun = now;
        SampleFile made = SampleFile.create(disk, path);
        file = made;
        if (!carried.isEmpty()) {
            made.append(SampleFile.CARRIED, carried);
        }
    }

    private void leave(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
