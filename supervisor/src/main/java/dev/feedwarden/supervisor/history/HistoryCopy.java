package dev.feedwarden.supervisor.history;

import java.nio.file.Path;
import org.h2.mvstore.MVStoreException;

/** A history's file that no process uses: a copy, or one that was restored. Everything blocks. */
public final class HistoryCopy {

    private HistoryCopy() {}

    /**
     * Opens it and reads every row.
     *
     * @throws HistoryException if it is in use or damaged; it is not set aside
     */
    public static HistorySummary read(Path file) {
        Store store = open(file);
        try {
            return store.summary();
        } catch (MVStoreException e) {
            throw new HistoryException(file + ": cannot be read: " + e.getMessage(), e);
        } finally {
            store.close();
        }
    }

    /**
     * Has the next incident, mail and silence numbered so much higher.
     *
     * @throws HistoryException if it is in use, damaged or cannot be written
     */
    public static void skipNumbers(Path file, long count) {
        Store store = open(file);
        try {
            store.skipNumbers(count);
        } catch (MVStoreException e) {
            throw new HistoryException(file + ": cannot be written: " + e.getMessage(), e);
        } finally {
            store.close();
        }
    }

    private static Store open(Path file) {
        try {
            return Store.open(file, Retention.DEFAULT);
        } catch (MVStoreException e) {
            throw new HistoryException(file + ": cannot be opened: " + e.getMessage(), e);
        }
    }
}
