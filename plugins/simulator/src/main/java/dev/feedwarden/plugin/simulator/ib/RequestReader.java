package dev.feedwarden.plugin.simulator.ib;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts what a client sends into its greeting, which follows the four bytes {@code API\0}, and its messages. */
final class RequestReader {

    /** A longer message ends the connection. */
    static final int MOST_BYTES = 1 << 20;

    private static final String GREETING = "API\0";
    private static final int LENGTH_BYTES = 4;

    private Buffer held = Buffer.buffer();
    private boolean greeted;
    private boolean broken;

    void add(Buffer data) {
        held.appendBuffer(data);
    }

    /** The next payload, the greeting first; null when there is no whole one. */
    @Nullable
    String next() {
        int start = greeted ? 0 : GREETING.length();
        if (broken || held.length() < start + LENGTH_BYTES) {
            return null;
        }
        int length = held.getInt(start);
        int from = start + LENGTH_BYTES;
        broken = length < 0
                || length > MOST_BYTES
                || (!greeted && !text(0, start).equals(GREETING));
        if (broken || held.length() < from + length) {
            return null;
        }
        greeted = true;
        String payload = text(from, from + length);
        held = held.getBuffer(from + length, held.length());
        return payload;
    }

    /** Whether what came is not the protocol; nothing is read any more. */
    boolean broken() {
        return broken;
    }

    private String text(int from, int to) {
        return held.getString(from, to, StandardCharsets.ISO_8859_1.name());
    }
}
