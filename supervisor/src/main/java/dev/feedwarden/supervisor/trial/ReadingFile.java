package dev.feedwarden.supervisor.trial;

import dev.feedwarden.api.Reading;
import dev.feedwarden.supervisor.history.HistoryException;
import dev.feedwarden.supervisor.history.Samples;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Readings in a file, in the order of their times: a line each, such as
 * {@code {"metric":"feed.ticks","subject":"deribit","value":3,"time":"2026-11-21T08:00:00Z"}}. Without {@code value} it is
 * a reading that has none. What cannot be read ends the reading, with file and line.
 */
public final class ReadingFile implements Samples {

    private final Path file;

    public ReadingFile(Path file) {
        this.file = file;
    }

    @Override
    public void readings(Instant from, Instant to, Set<String> metrics, Consumer<Reading> into) {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Reading reading = reading(line, number);
                boolean inside =
                        !reading.time().isBefore(from) && reading.time().isBefore(to);
                if (inside && metrics.contains(reading.metric())) {
                    into.accept(reading);
                }
            }
        } catch (IOException e) {
            throw new HistoryException(file + " cannot be read: " + e, e);
        }
    }

    private Reading reading(String line, long number) {
        try {
            JsonObject json = new JsonObject(line);
            @Nullable Double value = json.getDouble("value");
            return new Reading(
                    text(json, "metric"),
                    text(json, "subject"),
                    value == null ? Double.NaN : value,
                    Instant.parse(text(json, "time")));
        } catch (RuntimeException e) { // every way in which a line can be wrong
            String example =
                    "{\"metric\":\"feed.ticks\",\"subject\":\"deribit\",\"value\":3,\"time\":\"2026-11-21T08:00:00Z\"}";
            throw new HistoryException(
                    file + ":" + number + ":1: expected a reading such as " + example + ", found " + e.getMessage(), e);
        }
    }

    private static String text(JsonObject json, String key) {
        @Nullable String text = json.getString(key);
        if (text == null) {
            throw new IllegalArgumentException("no '" + key + "'");
        }
        return text;
    }
}
