package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.SinkException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes the file of a copy: {@link #MAGIC}; for each entry a byte {@link #ENTRY}, the name (int length, UTF-8), the time
 * of expiry (long) and the payload (int length); at the end a byte {@link #END}, the number of entries (long) and the
 * CRC-32C of all before (int). Big-endian. Blocks; one thread at a time.
 */
final class CopyWriter implements Closeable {

    /** What every file begins with; the last byte is the version of the format. */
    static final byte[] MAGIC = {'F', 'W', 'R', 'E', 'D', 'I', 'S', 1};

    static final int ENTRY = 1;
    static final int END = 0;

    /** The largest name, in bytes. */
    static final int MOST_NAME = 1 << 10;

    /** The largest payload, in bytes; a quote takes less than a thousandth of it. */
    static final int MOST_PAYLOAD = 1 << 20;

    private final Disk.File file;
    private final long mostBytes;
    private final CRC32C crc = new CRC32C();
    private long position;
    private long entries;

    CopyWriter(Disk disk, Path path, long mostBytes) throws IOException {
        this.mostBytes = mostBytes;
        file = disk.open(path);
    }

    /** @throws SinkException if the file would become too large */
    void add(List<CopyEntry> all) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (position == 0) {
            out.write(MAGIC);
        }
        for (CopyEntry entry : all) {
            byte[] name = entry.name().getBytes(UTF_8);
            if (name.length > MOST_NAME || entry.payload().length() > MOST_PAYLOAD) {
                throw new SinkException(
                        SinkException.Kind.REFUSED,
                        "expected " + MOST_PAYLOAD + " bytes in a key at most, found "
                                + entry.payload().length() + " in " + entry.name());
            }
            out.writeByte(ENTRY);
            out.writeInt(name.length);
            out.write(name);
            out.writeLong(entry.expiresMillis());
            out.writeInt(entry.payload().length());
            out.write(entry.payload().getBytes());
        }
        entries += all.size();
        append(bytes.toByteArray());
    }

    /** Writes the end; how many entries there are. */
    long finish() throws IOException {
        add(List.of());
        append(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) END)
                .putLong(entries)
                .array());
        append(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
        return entries;
    }

    private void append(byte[] bytes) throws IOException {
        if (position + bytes.length > mostBytes) {
            throw new SinkException(
                    SinkException.Kind.REFUSED, "the copy would take more than the " + mostBytes + " bytes it may");
        }
        crc.update(bytes);
        file.write(ByteBuffer.wrap(bytes), position);
        position += bytes.length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
