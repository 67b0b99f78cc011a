package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.journal.SinkStores;
import io.vertx.core.Future;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Copies of what the running sinks have stored, each in a file that is deleted when this is closed. A sink whose store is
 * down keeps no backup from being made: it is told of instead. Everything blocks.
 */
final class StoreCopies implements Closeable {

    /** How long a sink may take. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    /** The largest copy of one sink. */
    private static final long MOST_BYTES = 1 << 30;

    private final Disk disk;
    private final List<Path> files = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<String> unsaved = new ArrayList<>();

    private StoreCopies(Disk disk) {
        this.disk = disk;
    }

    /**
     * Asks one sink after the other.
     *
     * @param reserve bytes that must stay free on the disk of the folder
     */
    static StoreCopies take(SinkStores stores, Disk disk, BackupFolder folder, long reserve) throws IOException {
        StoreCopies copies = new StoreCopies(disk);
        try {
            for (String sink : stores.sinks()) {
                copies.copy(stores, sink, folder, reserve);
            }
            return copies;
        } catch (IOException | RuntimeException e) {
            copies.close();
            throw e;
        }
    }

    List<Part> parts() {
        return parts;
    }

    /** The sinks of which there is no copy, each with the reason. */
    List<String> unsaved() {
        return unsaved;
    }

    private void copy(SinkStores stores, String sink, BackupFolder folder, long reserve) throws IOException {
        Path file = folder.unfinished("snapshot-" + sink);
        files.add(file);
        // It is needed twice: here, and in the backup.
        long most = Math.min(MOST_BYTES, (folder.usableBytes() - reserve) / 2);
        String failure = failure(stores.save(sink, file, Math.max(0, most)));
        if (failure == null) {
            parts.add(Part.file(DataSource.PREFIX + SinkStores.name(sink), disk, file));
        } else {
            unsaved.add("sink " + sink + ": " + failure);
        }
    }

    private static @Nullable String failure(Future<Long> saving) {
        try {
            return saving.map(saved -> Optional.<String>empty())
                    .otherwise(cause -> Optional.of(String.valueOf(cause.getMessage())))
                    .await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .orElse(null);
        } catch (TimeoutException e) {
            return "no answer within " + LIMIT.toSeconds() + " s";
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            disk.delete(file);
        }
    }
}
