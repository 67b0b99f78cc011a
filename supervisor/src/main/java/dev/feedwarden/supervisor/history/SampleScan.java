package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Disk;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a {@link SampleFile} up to its end, or up to the first frame that is torn or damaged. */
final class SampleScan {

    /** No frame is longer; a length above is damage. */
    private static final int LONGEST = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SampleScan.class);

    private final List<Series> series = new ArrayList<>();
    private final Rows rows;

    private SampleScan(Rows rows) {
        this.rows = rows;
    }

    /** Takes what is read, in the order in which it was written. */
    interface Rows {
        /**
         * Takes a reading.
         *
         * @param carried whether it only repeats what an earlier file has
         */
        void take(boolean carried, Series series, long nanos, double value);
    }

    /** Reads a file; none where it was deleted meanwhile. */
    static void read(Disk disk, Path path, Rows rows) throws IOException {
        try (Disk.File file = disk.openToRead(path)) {
            var scan = new SampleScan(rows);
            long position = 0;
            for (byte @Nullable [] payload = frame(file, position); payload != null; payload = frame(file, position)) {
                scan.payload(payload);
                position += SampleFile.HEADER + payload.length;
            }
        } catch (NoSuchFileException e) {
            LOG.debug("event=readings-gone file={}", path);
        }
    }

    private static byte @Nullable [] frame(Disk.File file, long position) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SampleFile.HEADER);
        if (!fill(file, header, position)) {
            return null;
        }
        int length = header.getInt();
        int sum = header.getInt();
        if (length <= 0 || length > LONGEST || position + SampleFile.HEADER + length > file.size()) {
            return null;
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!fill(file, payload, position + SampleFile.HEADER)) {
            return null;
        }
        CRC32C found = new CRC32C();
        found.update(payload.array());
        return (int) found.getValue() == sum ? payload.array() : null;
    }

    private static boolean fill(Disk.File file, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, position + into.position()) < 0) {
                return false;
            }
        }
        into.flip();
        return true;
    }

    private void payload(byte[] payload) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(payload));
        boolean carried = in.readByte() == SampleFile.CARRIED;
        while (in.available() > 0) {
            int number = varint(in);
            if (number == series.size()) {
                series.add(new Series(in.readUTF(), in.readUTF()));
            }
            rows.take(carried, series.get(number), in.readLong(), in.readDouble());
        }
    }

    private static int varint(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readByte();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
