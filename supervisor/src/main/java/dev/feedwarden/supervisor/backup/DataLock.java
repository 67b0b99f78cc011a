package dev.feedwarden.supervisor.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A data folder that no program has: the lock of its history's file, which a running program holds. While it is held no
 * program starts there. In a folder without a history nobody can run unnoticed either, for that is the first file made.
 */
public final class DataLock implements Closeable {

    /** The name of the history's file in a data folder. */
    public static final String HISTORY = "history.mv";

    private final @Nullable FileChannel history;

    private DataLock(@Nullable FileChannel history) {
        this.history = history;
    }

    /**
     * Takes the lock.
     *
     * @throws InUse if a program has it
     */
    public static DataLock of(Path data) throws IOException {
        Path file = data.resolve(HISTORY);
        if (!Files.exists(file)) {
            return new DataLock(null);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new InUse(data);
            }
            return new DataLock(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new InUse(data);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Copies the history; whether there is one. Another channel must not be opened for it: closing that would unlock. */
    boolean copyHistory(Path to) throws IOException {
        if (history == null) {
            return false;
        }
        try (FileChannel out = FileChannel.open(
                to, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long size = history.size();
            for (long at = 0; at < size; ) {
                at += history.transferTo(at, size - at, out);
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (history != null) {
            history.close();
        }
    }
}
