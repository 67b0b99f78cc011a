package dev.feedwarden.deploy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The ticks that a simulated exchange has sent, read from its truth file. */
final class Sent {

    private final Map<Identity, Integer> ticks = new HashMap<>();
    private long count;

    /**
     * What tells one tick from another.
     *
     * @param micros the exchange's time
     */
    record Identity(String instrument, long micros, double mark, double underlying) {}

    static Sent read(Path file) throws IOException {
        Sent sent = new Sent();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line ->
                    sent.add(new JsonObject(line).getJsonObject("params").getJsonObject("data")));
        }
        return sent;
    }

    private void add(JsonObject ticker) {
        ticks.merge(
                new Identity(
                        ticker.getString("instrument_name"),
                        ticker.getLong("timestamp") * 1_000,
                        ticker.getDouble("mark_price"),
                        ticker.getDouble("underlying_price")),
                1,
                Integer::sum);
        count++;
    }

    long count() {
        return count;
    }

    /** Takes one such tick out; false if there is none, or no more. */
    boolean take(Identity tick) {
        return ticks.merge(tick, -1, Integer::sum) >= 0;
    }
}
