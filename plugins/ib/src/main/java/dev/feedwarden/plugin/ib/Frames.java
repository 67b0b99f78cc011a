package dev.feedwarden.plugin.ib;

import io.vertx.core.buffer.Buffer;

/**
 * Cuts the gateway's stream of bytes into frames: four bytes of length, big-endian, then so many bytes. One read may hold
 * half a frame or many. Never keeps more than one frame and one read.
 */
final class Frames {

    /** A contract's data, the longest message of ours, has about 1 KiB. */
    static final int MOST_BYTES = 1 << 20;

    private static final int LENGTH_BYTES = 4;
    private static final int KEPT_BYTES = 1 << 16;

    private byte[] bytes = new byte[KEPT_BYTES];
    private int start;
    private int end;
    private int from;
    private int to;

    /** Takes what was read. */
    void take(Buffer read) {
        makeRoom(read.length());
        read.getBytes(0, read.length(), bytes, end);
        end += read.length();
    }

    /**
     * Moves to the next whole frame; false if there is none yet.
     *
     * @throws CodecException if its length is beyond {@link #MOST_BYTES}: nothing after it can be trusted
     */
    boolean next() throws CodecException {
        if (end - start < LENGTH_BYTES) {
            return false;
        }
        int length = (bytes[start] & 0xff) << 24
                | (bytes[start + 1] & 0xff) << 16
                | (bytes[start + 2] & 0xff) << 8
                | (bytes[start + 3] & 0xff);
        if (length < 0 || length > MOST_BYTES) {
            throw new CodecException("expected a frame of at most " + MOST_BYTES + " bytes, found one of "
                    + Integer.toUnsignedString(length));
        }
        if (end - start - LENGTH_BYTES < length) {
            return false;
        }
        from = start + LENGTH_BYTES;
        to = from + length;
        start = to;
        return true;
    }

    /** The bytes that hold the frame, from {@link #from} to {@link #to}; valid until the next call. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** A copy of the frame's payload, to be set aside. */
    Buffer copy() {
        return Buffer.buffer().appendBytes(bytes, from, to - from);
    }

    private void makeRoom(int more) {
        int held = end - start;
        if (start > 0 && (held == 0 || end + more > bytes.length)) {
            System.arraycopy(bytes, start, bytes, 0, held);
            start = 0;
            end = held;
        }
        if (end + more > bytes.length) {
            bytes = java.util.Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
        } else if (held == 0 && bytes.length > KEPT_BYTES && more <= KEPT_BYTES) {
            bytes = new byte[KEPT_BYTES];
        }
    }
}
