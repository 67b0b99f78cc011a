package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of a backup, as long as it was when this was made, whatever is appended to it meanwhile.
 *
 * @param name its path in the backup, parts divided by {@code /}
 */
record Part(String name, Content content) {

    /** Opens it, once. Null if the file is gone, where files of its kind may go. */
    @FunctionalInterface
    interface Content {
        @Nullable
        InputStream open() throws IOException;
    }

    static Part of(String name, byte[] bytes) {
        return new Part(name, () -> new ByteArrayInputStream(bytes));
    }

    /** A file that stays where it is, or is deleted once nobody needs it. */
    static Part file(String name, Disk disk, Path path) throws IOException {
        long size;
        try (Disk.File file = disk.openToRead(path)) {
            size = file.size();
        }
        return new Part(name, () -> {
            try {
                return new DiskInput(disk.openToRead(path), size);
            } catch (NoSuchFileException gone) {
                return null;
            }
        });
    }

    /** A file that may be replaced: it is opened now. */
    static Part held(String name, Disk disk, Path path) throws IOException {
        Disk.File file = disk.openToRead(path);
        long size = file.size();
        return new Part(name, () -> new DiskInput(file, size));
    }
}
