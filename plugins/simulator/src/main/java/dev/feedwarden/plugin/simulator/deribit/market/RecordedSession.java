package dev.feedwarden.plugin.simulator.deribit.market;

import dev.feedwarden.plugin.simulator.recording.RecordedLine;
import dev.feedwarden.plugin.simulator.recording.RecordingReader;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded Deribit session, read and checked.
 *
 * @param startMicros when the recording begins, microseconds since 1970
 * @param frames every data message, in order
 * @param definitions what the recorded {@code get_instruments} answers say, by instrument name
 */
public record RecordedSession(long startMicros, List<RecordedFrame> frames, Map<String, JsonObject> definitions) {

    /**
     * Reads all of it. Blocks.
     *
     * @throws dev.feedwarden.plugin.simulator.recording.RecordingException if a line is broken or there is no data
     */
    public static RecordedSession read(RecordingReader reader) {
        Gathering gathering = new Gathering(reader);
        reader.read(gathering::take);
        if (gathering.frames.isEmpty()) {
            throw reader.wrong(0, "expected at least one recv line with a subscription message, found none");
        }
        return new RecordedSession(gathering.start, List.copyOf(gathering.frames), Map.copyOf(gathering.definitions));
    }

    private static final class Gathering {
        private final RecordingReader reader;
        private final List<RecordedFrame> frames = new ArrayList<>();
        private final Map<String, JsonObject> definitions = new LinkedHashMap<>();
        private long start;

        private Gathering(RecordingReader reader) {
            this.reader = reader;
        }

        private void take(RecordedLine line) {
            if (start == 0) {
                start = line.micros();
            }
            if (line.kind().equals("http")) {
                define(line);
            } else if (line.kind().equals("recv")) {
                JsonObject message = message(line);
                if ("subscription".equals(message.getValue("method"))) {
                    frames.add(frame(line, message));
                }
            }
        }

        private void define(RecordedLine line) {
            if (!(message(line).getValue("result") instanceof JsonArray results)) {
                return;
            }
            for (Object result : results) {
                if (result instanceof JsonObject definition
                        && definition.getValue("instrument_name") instanceof String name
                        && definition.containsKey("kind")) {
                    definitions.put(name, definition);
                }
            }
        }

        private RecordedFrame frame(RecordedLine line, JsonObject message) {
            if (!(message.getValue("params") instanceof JsonObject params)
                    || !(params.getValue("channel") instanceof String channel)
                    || !params.containsKey("data")) {
                throw reader.wrong(line.number(), "data: expected a subscription with params.channel and params.data");
            }
            long own = params.getValue("data") instanceof JsonObject data
                            && data.getValue("timestamp") instanceof Number timestamp
                    ? timestamp.longValue() * 1_000
                    : 0;
            return new RecordedFrame(Math.max(line.micros(), own), line.data(), channel, instrument(channel));
        }

        private JsonObject message(RecordedLine line) {
            try {
                return new JsonObject(line.data());
            } catch (DecodeException e) {
                throw reader.wrong(line.number(), "data: expected a JSON object, found " + e.getMessage());
            }
        }

        private static @Nullable String instrument(String channel) {
            String[] parts = channel.split("\\.", -1);
            return parts.length > 1 && Instrument.named(parts[1]) != null ? parts[1] : null;
        }
    }
}
