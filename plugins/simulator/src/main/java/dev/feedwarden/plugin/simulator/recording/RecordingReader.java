package dev.feedwarden.plugin.simulator.recording;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads a recorded session: JSON lines {@code {"t","conn","ts","data"}}, where {@code ts} is seconds since 1970. Blocks.
 * A line that is not so is an error, never skipped.
 */
public final class RecordingReader {

    /** The largest file that is taken. Its data messages are held in memory. */
    public static final long MOST_BYTES = 64L << 20;

    private static final Set<String> KINDS = Set.of("header", "http", "connect", "send", "recv");

    private final Path file;

    public RecordingReader(Path file) {
        this.file = file;
    }

    /**
     * Hands each line over, in order.
     *
     * @throws RecordingException if the file is absent, too large or broken
     */
    public void read(Consumer<RecordedLine> lines) {
        objects((number, line) -> lines.accept(line(number, line)));
    }

    /**
     * Hands each line's object and its number over, whatever it holds.
     *
     * @throws RecordingException if the file is absent, too large or broken
     */
    public void objects(BiConsumer<Long, JsonObject> lines) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new RecordingException(
                        file, 0, "expected at most " + MOST_BYTES + " bytes, found " + Files.size(file));
            }
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                long number = 1;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.accept(number, object(number, line));
                    number++;
                }
            }
        } catch (NoSuchFileException e) {
            throw new RecordingException(file, 0, "no such file");
        } catch (CharacterCodingException e) {
            throw new RecordingException(file, 0, "expected UTF-8, found other bytes");
        } catch (IOException e) {
            throw new RecordingException(file, 0, "cannot be read: " + e.getMessage());
        }
    }

    /** An error at a line of this file. */
    public RecordingException wrong(long number, String what) {
        return new RecordingException(file, number, what);
    }

    private JsonObject object(long number, String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            throw wrong(number, "expected a JSON object, found " + shortened(text));
        }
    }

    private RecordedLine line(long number, JsonObject line) {
        if (!(line.getValue("t") instanceof String kind) || !KINDS.contains(kind)) {
            throw wrong(number, "t: expected header, http, connect, send or recv, found " + line.getValue("t"));
        }
        if (kind.equals("header")) {
            return new RecordedLine(number, kind, 0, "");
        }
        if (!(line.getValue("ts") instanceof Number ts) || !(ts.doubleValue() > 0)) {
            throw wrong(number, "ts: expected seconds since 1970, found " + line.getValue("ts"));
        }
        if (!kind.equals("connect") && !(line.getValue("data") instanceof String)) {
            throw wrong(number, "data: expected the text of a message, found " + line.getValue("data"));
        }
        String data = line.getValue("data") instanceof String found ? found : "";
        return new RecordedLine(number, kind, Math.round(ts.doubleValue() * 1e6), data);
    }

    private static String shortened(String text) {
        return "'" + text.substring(0, Math.min(text.length(), 60)) + "'";
    }
}
