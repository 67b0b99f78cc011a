package dev.feedwarden.plugin.docker;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a container's log.
 *
 * @param time when it was written, as exact as the engine says: Docker to the nanosecond, Podman to the second
 */
record LogLine(Instant time, String text) {

    /** A frame's header: the stream, three zeros, and the payload's length, big-endian (Engine API, attach). */
    private static final int HEADER = 8;

    /** What of a line is looked at. */
    private static final int MOST_CHARACTERS = 4_096;

    /**
     * Reads what the engine answered with {@code timestamps}: framed, unless the container has a terminal. Lines without
     * a time of their own belong to the one before.
     *
     * @param cut whether the answer ends anywhere; then its last line is left out
     */
    static List<LogLine> read(Buffer answer, boolean framed, boolean cut) {
        List<LogLine> lines = new ArrayList<>();
        if (!framed) {
            split(answer.toString(StandardCharsets.UTF_8), cut, lines);
            return lines;
        }
        int at = 0;
        while (at + HEADER <= answer.length()) {
            long length = answer.getUnsignedInt(at + 4);
            long end = at + HEADER + length;
            if (end > answer.length()) {
                break;
            }
            split(answer.getString(at + HEADER, (int) end, "UTF-8"), false, lines);
            at = (int) end;
        }
        return lines;
    }

    private static void split(String text, boolean cut, List<LogLine> lines) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            if (end < 0 && cut) {
                return;
            }
            String line = text.substring(from, end < 0 ? text.length() : end);
            add(line, lines);
            from = end < 0 ? text.length() : end + 1;
        }
    }

    private static void add(String line, List<LogLine> lines) {
        int space = line.indexOf(' ');
        @Nullable Instant time = time(space < 0 ? line.strip() : line.substring(0, space));
        String message = time == null ? line : line.substring(space < 0 ? line.length() : space + 1);
        if (time == null && lines.isEmpty()) {
            return;
        }
        lines.add(new LogLine(
                time == null ? lines.get(lines.size() - 1).time() : time,
                message.substring(0, Math.min(message.length(), MOST_CHARACTERS))));
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            // A line goes on: a terminal's line with a carriage return in it, or one longer than the engine keeps.
            return null;
        }
    }
}
