package dev.feedwarden.supervisor.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The beginning of a segment file: magic (8 bytes), version (4), CRC32C of the rest (4), the journal's id (16), the
 * sequence that the first record has or would have (8).
 */
record SegmentHeader(UUID journal, long first) {

    static final int BYTES = 40;

    private static final long MAGIC = 0x46574a524e4c0d0aL; // FWJRNL\r\n
    private static final int VERSION = 1;
    private static final int REST_AT = 16;

    ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(0);
        bytes.putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits())
                .putLong(first);
        bytes.putInt(12, crc(bytes));
        return bytes.flip();
    }

    /** @throws IOException if the bytes are no header, a damaged one, or one of another version */
    static SegmentHeader decode(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() < BYTES) {
            throw new IOException("segment header: expected " + BYTES + " bytes, found " + bytes.remaining());
        }
        if (bytes.getLong(0) != MAGIC || bytes.getInt(8) != VERSION) {
            throw new IOException("segment header: expected " + Long.toHexString(MAGIC) + " version " + VERSION
                    + ", found " + Long.toHexString(bytes.getLong(0)) + " version " + bytes.getInt(8));
        }
        if (bytes.getInt(12) != crc(bytes)) {
            throw new IOException("segment header: the checksum does not match");
        }
        return new SegmentHeader(new UUID(bytes.getLong(16), bytes.getLong(24)), bytes.getLong(32));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(REST_AT, BYTES - REST_AT));
        return (int) crc.getValue();
    }
}
