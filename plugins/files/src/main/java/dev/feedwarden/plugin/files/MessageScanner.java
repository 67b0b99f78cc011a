package dev.feedwarden.plugin.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads length-delimited messages from the beginning of a file up to where no whole message stands any more. */
final class MessageScanner {

    private static final int MOST_BYTES = 1 << 20;

    private final Bytes file;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).limit(0);
    private long bufferAt;
    private long position;

    /** Reads as {@link dev.feedwarden.api.Disk.File#read} does. */
    interface Bytes {
        int read(ByteBuffer into, long position) throws IOException;
    }

    MessageScanner(Bytes file) {
        this.file = file;
    }

    /** Where the last message that was returned ends. */
    long position() {
        return position;
    }

    /** The next message without its length; null if there is no whole one. */
    byte @Nullable [] next() throws IOException {
        int length = 0;
        int shift = 0;
        int part;
        do {
            part = read();
            if (part < 0 || shift > 21) {
                return null;
            }
            length |= (part & 0x7f) << shift;
            shift += 7;
        } while (part >= 0x80);
        if (length == 0 || length > MOST_BYTES) {
            return null;
        }
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            int next = read();
            if (next < 0) {
                return null;
            }
            message[i] = (byte) next;
        }
        position = bufferAt + buffer.position();
        return message;
    }

    private int read() throws IOException {
        if (!buffer.hasRemaining()) {
            bufferAt += buffer.limit();
            buffer.clear();
            int read = file.read(buffer, bufferAt);
            buffer.flip();
            if (read <= 0) {
                return -1;
            }
        }
        return buffer.get() & 0xff;
    }
}
