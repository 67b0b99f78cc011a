package dev.feedwarden.supervisor.history;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Reading;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of readings that is written from its beginning to its end by one process and never opened for writing again, so
 * that a torn end costs what was torn and no more. For one thread.
 *
 * <p>Frames of {@code [int length][int CRC-32C][payload]}. A payload is {@code [byte kind]} and readings of
 * {@code [varint series][long nanoseconds since 1970][double value]}; a series is numbered at its first use, where its
 * metric and its subject follow the number.
 */
final class SampleFile implements Closeable {

    /** Of a frame that repeats the newest reading of each series from before the file. */
    static final byte CARRIED = 0;

    /** Of a frame with readings of its own. */
    static final byte TAKEN = 1;

    /** Length and checksum. */
    static final int HEADER = 8;

    private final Disk.File file;
    private final Map<Series, Integer> numbers = new HashMap<>();
    private long size;

    private SampleFile(Disk.File file) {
        this.file = file;
    }

    /** Makes an empty file; one of that name is emptied. */
    static SampleFile create(Disk disk, Path path) throws IOException {
        Disk.File file = disk.open(path);
        file.truncate(0);
        return new SampleFile(file);
    }

    long size() {
        return size;
    }

    /** Writes a frame and syncs. After a failure the file must be closed. */
    void append(byte kind, List<Reading> readings) throws IOException {
        byte[] payload = payload(kind, readings);
        CRC32C sum = new CRC32C();
        sum.update(payload);
        ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
        frame.putInt(payload.length).putInt((int) sum.getValue()).put(payload).flip();
        file.write(frame, size);
        file.sync();
        size += HEADER + payload.length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    private byte[] payload(byte kind, List<Reading> readings) {
        var bytes = new ByteArrayOutputStream(1 + 20 * readings.size());
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            for (Reading reading : readings) {
                var series = new Series(reading.metric(), reading.subject());
                Integer known = numbers.putIfAbsent(series, numbers.size());
                varint(known == null ? numbers.size() - 1 : known, out);
                if (known == null) {
                    out.writeUTF(series.metric());
                    out.writeUTF(series.subject());
                }
                out.writeLong(nanos(reading.time()));
                out.writeDouble(reading.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory", e);
        }
        return bytes.toByteArray();
    }

    private static void varint(int value, DataOutputStream out) throws IOException {
        int rest = value;
        while (rest > 0x7f) {
            out.writeByte(0x80 | (rest & 0x7f));
            rest >>>= 7;
        }
        out.writeByte(rest);
    }
}
