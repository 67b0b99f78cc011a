package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.history.HistoryCopy;
import dev.feedwarden.supervisor.history.HistorySummary;
import dev.feedwarden.supervisor.history.KeptSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A data folder on which no program runs, and none starts until the snapshot is closed. */
final class StillData implements DataSource {

    /** Only a running program has sinks that could be asked. */
    static final String UNASKED = "sinks: what they have stored is copied while the program runs only";

    private final Path data;

    StillData(Path data) {
        this.data = data;
    }

    @Override
    public void requireOurs() throws IOException {
        if (Stream.of(DataLock.HISTORY, KeptSamples.FOLDER, JOURNAL)
                .noneMatch(part -> Files.exists(data.resolve(part)))) {
            throw new IOException(data + ": expected the data of a program, found none");
        }
        DataLock.of(data).close();
    }

    @Override
    public Snapshot take(Disk disk, BackupFolder folder) throws IOException {
        DataLock lock = DataLock.of(data);
        Path copy = folder.unfinished("history");
        try {
            List<Part> parts = new ArrayList<>(DataSource.readings(disk, data));
            HistorySummary summary = HistorySummary.NONE;
            if (lock.copyHistory(copy)) {
                summary = HistoryCopy.read(copy);
                parts.add(DataSource.history(copy));
            }
            parts.addAll(DataSource.journal(disk, data));
            if (parts.isEmpty()) {
                throw new IOException(data + ": expected the data of a program, found none");
            }
            return new Snapshot(parts, null, summary, List.of(UNASKED), () -> {
                lock.close();
                Files.deleteIfExists(copy);
            });
        } catch (IOException | RuntimeException e) {
            lock.close();
            Files.deleteIfExists(copy);
            throw e;
        }
    }
}
