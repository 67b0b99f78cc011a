package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.SinkException;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Reads the file that a {@link CopyWriter} has written. What is no such file, or not a whole one, is refused with a
 * {@link SinkException}. Blocks; one thread at a time.
 */
final class CopyReader implements Closeable {

    private final Path path;
    private final CRC32C crc = new CRC32C();
    private final DataInputStream in;
    private long entries;
    private boolean ended;

    private CopyReader(Disk disk, Path path) throws IOException {
        this.path = path;
        in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(new Content(disk.openToRead(path)), 64 * 1024), crc));
    }

    static CopyReader open(Disk disk, Path path) throws IOException {
        CopyReader reader = new CopyReader(disk, path);
        try {
            reader.begin();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Reads a file to its end and gives nothing out.
     *
     * @param names which names may be in it
     * @return how many entries it holds
     */
    static long check(Disk disk, Path path, Predicate<String> names) throws IOException {
        try (CopyReader reader = open(disk, path)) {
            for (List<CopyEntry> some = reader.next(1); !some.isEmpty(); some = reader.next(1)) {
                if (!names.test(some.get(0).name())) {
                    throw reader.refused("it holds a key that no sink of this kind writes");
                }
            }
            return reader.entries;
        }
    }

    /** The next entries, at most so many; none at the end. */
    List<CopyEntry> next(int most) throws IOException {
        try {
            List<CopyEntry> some = new ArrayList<>();
            while (!ended && some.size() < most) {
                if (in.readByte() == CopyWriter.ENTRY) {
                    some.add(entry());
                } else {
                    end();
                }
            }
            return some;
        } catch (EOFException e) {
            throw refused("it is cut off");
        }
    }

    private void begin() throws IOException {
        byte[] magic = in.readNBytes(CopyWriter.MAGIC.length);
        if (!Arrays.equals(magic, CopyWriter.MAGIC)) {
            throw refused("it is no copy of a Redis store of format 1");
        }
    }

    private CopyEntry entry() throws IOException {
        String name = new String(bytes(CopyWriter.MOST_NAME), UTF_8);
        long expires = in.readLong();
        entries++;
        return new CopyEntry(name, expires, Buffer.buffer(bytes(CopyWriter.MOST_PAYLOAD)));
    }

    private byte[] bytes(int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw refused("it was changed: expected up to " + most + " bytes, found " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private void end() throws IOException {
        long told = in.readLong();
        int sum = (int) crc.getValue();
        if (in.readInt() != sum || told != entries || in.read() >= 0) {
            throw refused("it was changed: its checksum is another");
        }
        ended = true;
    }

    private SinkException refused(String why) {
        return new SinkException(SinkException.Kind.REFUSED, path.getFileName() + ": " + why);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A file from its beginning to its end. */
    private static final class Content extends InputStream {

        private final Disk.File file;
        private long position;

        private Content(Disk.File file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            int count = file.read(ByteBuffer.wrap(into, offset, most), position);
            position += Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
