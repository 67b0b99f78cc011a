package dev.feedwarden.supervisor.backup;

import dev.feedwarden.supervisor.history.HistorySummary;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data folder at one moment. What it took for it is let go of when it is closed.
 *
 * @param accepted the sequence of the last accepted tick; null where it was not asked
 * @param unsaved the sinks whose stores could not be copied, each with the reason
 * @param end lets go
 */
record Snapshot(List<Part> parts, @Nullable Long accepted, HistorySummary history, List<String> unsaved, Closeable end)
        implements Closeable {

    Snapshot {
        parts = List.copyOf(parts);
        unsaved = List.copyOf(unsaved);
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
