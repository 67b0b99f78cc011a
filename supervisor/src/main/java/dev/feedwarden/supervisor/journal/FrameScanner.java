package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.tick.Tick;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a segment file record by record through a buffer of 64 KiB. Belongs to one thread. */
final class FrameScanner {

    private final Disk.File file;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).limit(0);
    private long bufferAt;
    private int record;
    private int next;

    /** @param from where a record begins */
    FrameScanner(Disk.File file, long from) {
        this.file = file;
        this.bufferAt = from;
    }

    /** What stands at a place in the file. */
    enum Found {
        RECORD,
        END,
        /** No record, or not as it was written, or not all of it before the end. */
        DAMAGE
    }

    /** Where the next record begins; after damage, where the damaged one does. */
    long position() {
        return bufferAt + next;
    }

    /**
     * Goes to the next record.
     *
     * @param end no byte from here on is looked at; may grow from call to call
     */
    Found next(long end) throws IOException {
        if (position() >= end) {
            return Found.END;
        }
        int bytes = load(next, Frame.HEAD_BYTES, end) ? Frame.bytes(buffer, next) : 0;
        if (bytes == 0 || !load(next, bytes, end) || !Frame.sound(buffer, next)) {
            return Found.DAMAGE;
        }
        record = next;
        next += bytes;
        return Found.RECORD;
    }

    /** Steps over a damaged record if its length leads to a sound one or to the end; says whether it did. */
    boolean stepOver(long end) throws IOException {
        int bytes = load(next, Frame.HEAD_BYTES, end) ? Frame.bytes(buffer, next) : 0;
        if (bytes == 0 || position() + bytes > end) {
            return false;
        }
        long before = position();
        seek(before + bytes);
        if (next(end) == Found.DAMAGE) {
            seek(before);
            return false;
        }
        seek(before + bytes);
        return true;
    }

    /** Goes to a place where a record begins. */
    void seek(long position) {
        bufferAt = position;
        next = 0;
        buffer.limit(0);
    }

    long sequence() {
        return Frame.sequence(buffer, record);
    }

    Tick tick() throws IOException {
        int start = record + Frame.HEAD_BYTES;
        return TickCodec.read(buffer.slice(start, next - start));
    }

    /** Makes sure that so many bytes from {@code next} on are in the buffer. */
    private boolean load(int from, int bytes, long end) throws IOException {
        if (buffer.limit() - from >= bytes) {
            return true;
        }
        buffer.position(from);
        bufferAt += from;
        next = 0;
        buffer.compact();
        long room = end - bufferAt - buffer.position();
        if (room < buffer.remaining()) {
            buffer.limit(buffer.position() + (int) Math.max(0, room));
        }
        int read = 1;
        while (read > 0 && buffer.hasRemaining()) {
            read = file.read(buffer, bufferAt + buffer.position());
        }
        buffer.flip();
        return buffer.limit() >= bytes;
    }
}
