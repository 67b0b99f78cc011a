package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A small text file with its checksum as the last word, replaced as a whole and durable before it counts. */
final class SealedFile {

    private static final String UNNAMED = ".new";
    private static final int MOST_BYTES = 16 << 20;

    private SealedFile() {}

    /** The text; null if the file is damaged. The file must exist. */
    static @Nullable String read(Disk disk, Path path) throws IOException {
        ByteBuffer bytes;
        try (Disk.File file = disk.open(path)) {
            bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, file.size()));
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                // goes on where the last call ended
            }
        }
        String sealed = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).trim();
        int seal = sealed.lastIndexOf(' ');
        String text = sealed.substring(0, Math.max(0, seal));
        return seal > 0 && seal(text).equals(sealed.substring(seal + 1)) ? text : null;
    }

    /** Replaces the file. It is replaced when this returns; if it throws, it may or may not be. */
    static void write(Disk disk, Path path, String text) throws IOException {
        Path unnamed = Path.of(path + UNNAMED);
        disk.delete(unnamed);
        try (Disk.File file = disk.open(unnamed)) {
            file.write(ByteBuffer.wrap((text + " " + seal(text) + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            file.sync();
        }
        disk.rename(unnamed, path);
    }

    private static String seal(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
