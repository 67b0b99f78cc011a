package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.tick.Tick;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of a segment: the length of the encoded tick (4 bytes), the CRC32C of all that follows and of the length
 * (4), the sequence (8), the encoded tick. A length of zero is never written, so a tail of zeros is no record.
 */
final class Frame {

    static final int HEAD_BYTES = 16;

    /** The longest record. */
    static final int MOST_BYTES = HEAD_BYTES + TickCodec.MOST_BYTES;

    private static final int CRC_AT = 4;
    private static final int SEQUENCE_AT = 8;

    private Frame() {}

    static void write(long sequence, Tick tick, ByteBuffer to) {
        int start = to.position();
        to.position(start + HEAD_BYTES);
        TickCodec.write(tick, to);
        int length = to.position() - start - HEAD_BYTES;
        to.putInt(start, length).putLong(start + SEQUENCE_AT, sequence);
        to.putInt(start + CRC_AT, crc(to, start, length));
    }

    /**
     * How long the whole record at this place is, by its own word.
     *
     * @return 0 if no length stands there that a record can have
     */
    static int bytes(ByteBuffer from, int start) {
        int length = from.getInt(start);
        return length > 0 && length <= TickCodec.MOST_BYTES ? HEAD_BYTES + length : 0;
    }

    /** Whether the record at this place, all of which is in the buffer, is as it was written. */
    static boolean sound(ByteBuffer from, int start) {
        return from.getInt(start + CRC_AT) == crc(from, start, from.getInt(start));
    }

    static long sequence(ByteBuffer from, int start) {
        return from.getLong(start + SEQUENCE_AT);
    }

    private static int crc(ByteBuffer from, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(from.slice(start, CRC_AT));
        crc.update(from.slice(start + SEQUENCE_AT, HEAD_BYTES - SEQUENCE_AT + length));
        return (int) crc.getValue();
    }
}
