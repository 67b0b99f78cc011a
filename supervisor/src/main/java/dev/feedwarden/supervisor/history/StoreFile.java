package dev.feedwarden.supervisor.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the file of the store, and puts a damaged one out of the way. */
final class StoreFile {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    private StoreFile() {}

    /**
     * What was opened.
     *
     * @param setAside where the damaged file is now; null for none
     */
    record Opened(Store store, @Nullable Path setAside) {}

    static Opened open(Path file, Retention retention) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return new Opened(Store.open(file, retention), null);
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new HistoryException(file + ": in use by another process", e);
            }
            if (e.getErrorCode() != DataUtils.ERROR_FILE_CORRUPT) {
                throw new HistoryException(file + ": cannot be opened: " + e.getMessage(), e);
            }
            return replace(file, retention, e);
        } catch (IOException e) {
            throw new HistoryException(file + ": its folder cannot be made: " + e.getMessage(), e);
        }
    }

    private static Opened replace(Path file, Retention retention, MVStoreException damage) {
        try {
            Path aside = free(file);
            Files.move(file, aside);
            LOG.error("event=history-damaged file={} set-aside={} action=start-empty", file, aside, damage);
            return new Opened(Store.open(file, retention), aside);
        } catch (IOException e) {
            damage.addSuppressed(e);
            throw new HistoryException(file + ": damaged, and it cannot be set aside: " + e.getMessage(), damage);
        }
    }

    private static Path free(Path file) {
        int number = 1;
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
        while (Files.exists(aside)) {
            number++;
            aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
        }
        return aside;
    }
}
