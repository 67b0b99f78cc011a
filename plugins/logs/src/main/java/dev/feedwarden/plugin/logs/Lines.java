package dev.feedwarden.plugin.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines. A line is kept until its end has come; of one longer than the limit the beginning counts as the
 * line and the rest is left out. Bytes that are not UTF-8 become replacement characters. Pure.
 */
final class Lines {

    private final int longest;
    private byte[] held = new byte[256];
    private int length;
    private boolean tooLong;
    private int cut;
    private long pending;

    /** With the bytes that are kept of a line. */
    Lines(int longest) {
        this.longest = longest;
    }

    void add(ByteBuffer bytes, Consumer<String> line) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            pending++;
            if (next == '\n') {
                end(line);
            } else if (length < longest) {
                if (length == held.length) {
                    held = Arrays.copyOf(held, Math.min(longest, held.length * 2));
                }
                held[length++] = next;
            } else {
                tooLong = true;
            }
        }
    }

    /** Whatever is held becomes a line, as at the end of a file that was rotated away. */
    void finish(Consumer<String> line) {
        if (length > 0) {
            end(line);
        }
    }

    /** The bytes of the line whose end has not come. */
    long pending() {
        return pending;
    }

    /** How many lines were cut since the last call. */
    int takeCut() {
        int taken = cut;
        cut = 0;
        return taken;
    }

    private void end(Consumer<String> line) {
        int end = length > 0 && held[length - 1] == '\r' ? length - 1 : length;
        String text = new String(held, 0, end, StandardCharsets.UTF_8);
        cut += tooLong ? 1 : 0;
        length = 0;
        pending = 0;
        tooLong = false;
        line.accept(text);
    }
}
