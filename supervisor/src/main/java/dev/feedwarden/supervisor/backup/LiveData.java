package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.history.HistoryCopy;
import dev.feedwarden.supervisor.history.HistorySummary;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.history.MvHistory;
import dev.feedwarden.supervisor.journal.FileJournal;
import dev.feedwarden.supervisor.journal.SinkStores;
import io.vertx.core.Future;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipInputStream;

/**
 * The data folder of this running program. Each store stands still for as long as it takes to note how long its files are;
 * the history for as long as it takes to copy it. The readings come first: a history that is ahead of them by a second is
 * what a crash leaves too, and makes nobody hear of anything twice. The journal comes after them, so that nothing that was
 * accepted before is missing. The sinks' stores come last: as a sink's cursor in the copy is not ahead of the copy of its
 * store then, a restored journal delivers whatever that lacks.
 */
final class LiveData implements DataSource {

    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    private final Path data;
    private final FileJournal journal;
    private final KeptSamples samples;
    private final MvHistory history;
    private final SinkStores stores;
    private final long reserve;

    /** @param reserve bytes that must stay free on the disk of the backups */
    LiveData(Path data, FileJournal journal, KeptSamples samples, MvHistory history, SinkStores stores, long reserve) {
        this.data = data;
        this.journal = journal;
        this.samples = samples;
        this.history = history;
        this.stores = stores;
        this.reserve = reserve;
    }

    @Override
    public void requireOurs() {}

    @Override
    public Snapshot take(Disk disk, BackupFolder folder) throws IOException {
        Path copy = folder.unfinished("history");
        List<Part> parts = new ArrayList<>(await(samples.afterwards(() -> DataSource.readings(disk, data))));
        copyHistory(folder.unfinished("history-zip"), copy);
        HistorySummary summary = HistoryCopy.read(copy);
        parts.add(DataSource.history(copy));
        Closeable end = () -> {
            journal.release();
            Files.deleteIfExists(copy);
        };
        journal.hold();
        try {
            long[] accepted = {0};
            parts.addAll(await(journal.standstill(() -> {
                accepted[0] = journal.position().accepted();
                return DataSource.journal(disk, data);
            })));
            StoreCopies copies = StoreCopies.take(stores, disk, folder, reserve);
            parts.addAll(copies.parts());
            return new Snapshot(parts, accepted[0], summary, copies.unsaved(), () -> {
                try {
                    copies.close();
                } finally {
                    end.close();
                }
            });
        } catch (IOException | RuntimeException e) {
            end.close();
            throw e;
        }
    }

    private void copyHistory(Path zip, Path copy) throws IOException {
        await(history.copy(zip));
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            if (in.getNextEntry() == null) {
                throw new IOException("the history's copy is empty");
            }
            try (OutputStream out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            }
        }
        Files.delete(zip);
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.await(STANDSTILL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("a store did not stand still within " + STANDSTILL.toSeconds() + " s", e);
        } catch (RuntimeException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }
}
