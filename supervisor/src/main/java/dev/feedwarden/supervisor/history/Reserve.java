package dev.feedwarden.supervisor.history;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk that is kept for the store: a file that is given up when the disk is full, so that it can still be
 * written down, and told, that it is. For one thread.
 */
final class Reserve {

    /** Some thousand commits. */
    static final long BYTES = 8 << 20;

    /** It is made only where so many times as much is free, so that it takes nothing from what is scarce already. */
    private static final int PLENTY = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final byte[] BLOCK = new byte[64 << 10];

    private final Path file;
    private final Room room;

    /** Bytes that may still be written where a file lies. */
    interface Room {
        long usable(Path folder) throws IOException;
    }

    private Reserve(Path file, Room room) {
        this.file = file;
        this.room = room;
    }

    static Reserve of(Path store) {
        return new Reserve(
                store.resolveSibling(store.getFileName() + ".reserve"),
                folder -> Files.getFileStore(folder).getUsableSpace());
    }

    static Reserve of(Path file, Room room) {
        return new Reserve(file, room);
    }

    /** Makes it where it is absent and there is plenty of room. */
    void make() {
        Path folder = folder();
        Path unnamed = file.resolveSibling(file.getFileName() + ".new");
        try {
            if (Files.exists(file) || room.usable(folder) < PLENTY * BYTES) {
                return;
            }
            try (OutputStream out = Files.newOutputStream(unnamed)) {
                for (long written = 0; written < BYTES; written += BLOCK.length) {
                    out.write(BLOCK);
                }
            }
            Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("event=history-reserve-not-made file={}", file, e);
        }
    }

    /** Gives it up if there is less room than it takes; whether it did. */
    boolean release() {
        try {
            if (room.usable(folder()) >= BYTES || !Files.deleteIfExists(file)) {
                return false;
            }
            LOG.error("event=history-reserve-released file={} reason=\"the disk is full\"", file);
            return true;
        } catch (IOException e) {
            LOG.error("event=history-reserve-not-released file={}", file, e);
            return false;
        }
    }

    /** Bytes that it holds now. */
    long bytes() {
        return Files.exists(file) ? BYTES : 0;
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
