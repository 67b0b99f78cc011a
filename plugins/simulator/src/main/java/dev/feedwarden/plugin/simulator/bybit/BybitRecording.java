package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.plugin.simulator.recording.RecordedLine;
import dev.feedwarden.plugin.simulator.recording.RecordingReader;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A recorded Bybit session, read and checked: every data message in order, and the symbols of its tickers.
 *
 * @param startMillis when it begins, since 1970
 */
public record BybitRecording(long startMillis, List<Frame> frames, SortedSet<String> symbols) {

    /**
     * One data message.
     *
     * @param millis when it was sent or received, whichever is later
     * @param text its exact text
     */
    record Frame(long millis, String topic, String text) {

        boolean ticker() {
            return topic.startsWith(BybitFrames.TICKERS);
        }
    }

    /**
     * Reads all of it. Blocks.
     *
     * @throws dev.feedwarden.plugin.simulator.recording.RecordingException if a line is broken or there is no data
     */
    public static BybitRecording read(RecordingReader reader) {
        List<Frame> frames = new ArrayList<>();
        reader.read(line -> take(reader, line, frames));
        if (frames.isEmpty()) {
            throw reader.wrong(0, "expected at least one recv line with a topic, found none");
        }
        SortedSet<String> symbols = new TreeSet<>();
        frames.stream()
                .filter(Frame::ticker)
                .forEach(frame -> symbols.add(frame.topic().substring(BybitFrames.TICKERS.length())));
        return new BybitRecording(frames.get(0).millis(), List.copyOf(frames), symbols);
    }

    private static void take(RecordingReader reader, RecordedLine line, List<Frame> frames) {
        if (!line.kind().equals("recv")) {
            return;
        }
        JsonObject message;
        try {
            message = new JsonObject(line.data());
        } catch (DecodeException e) {
            throw reader.wrong(line.number(), "data: expected a JSON object, found " + e.getMessage());
        }
        if (message.getValue("topic") instanceof String topic && message.containsKey("data")) {
            long own = message.getValue("ts") instanceof Number ts ? ts.longValue() : 0;
            frames.add(new Frame(Math.max(line.micros() / 1_000, own), topic, line.data()));
        }
    }
}
