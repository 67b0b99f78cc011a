package dev.feedwarden.plugin.ib;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A message of ours in the making: its length, then each field with a NUL byte after it. */
final class Message {

    private final Buffer bytes = Buffer.buffer().appendInt(0);

    private Message() {}

    /** Begins a message of this kind. */
    static Message of(int id) {
        return new Message().add(id);
    }

    Message add(long value) {
        return add(Long.toString(value));
    }

    /**
     * Adds a text.
     *
     * @throws IllegalArgumentException for a character that the gateway does not take: all but 32 to 126
     */
    Message add(String text) {
        if (!text.chars().allMatch(character -> character >= 32 && character <= 126)) {
            throw new IllegalArgumentException("expected printable ASCII, found '" + text + "'");
        }
        bytes.appendBytes(text.getBytes(StandardCharsets.US_ASCII)).appendByte((byte) 0);
        return this;
    }

    /** Fields that are not set. */
    Message empty(int fields) {
        for (int i = 0; i < fields; i++) {
            bytes.appendByte((byte) 0);
        }
        return this;
    }

    Buffer end() {
        return bytes.setInt(0, bytes.length() - Integer.BYTES);
    }
}
