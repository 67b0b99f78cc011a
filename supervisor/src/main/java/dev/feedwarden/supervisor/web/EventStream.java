package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * {@code /api/events}: the board as server-sent events, {@code event: status}, whenever it changes. At most {@value #MOST}
 * readers; one that does not keep up misses boards rather than filling memory, and one whose session has ended gets no
 * further word: its stream ends. Lives on the core event loop.
 */
final class EventStream {

    static final int MOST = 100;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final Map<HttpServerResponse, BooleanSupplier> readers = new LinkedHashMap<>();
    private final Counter turnedAway;
    private final Counter skipped;
    private long id;

    EventStream(Timers timers, Meters meters) {
        turnedAway = meters.counter(Meter.WEB_READERS_REFUSED);
        skipped = meters.counter(Meter.WEB_EVENTS_SKIPPED);
        meters.gauge(Meter.WEB_READERS, readers::size);
        timers.every(KEEP_ALIVE, () -> write(": still here\n\n"));
    }

    void open(RoutingContext call, StatusBoard board) {
        HttpServerResponse response = call.response();
        if (readers.size() >= MOST) {
            turnedAway.increment();
            response.setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, "10").end();
            return;
        }
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        readers.put(response, SignIn.stillReads(call));
        response.closeHandler(closed -> readers.remove(response));
        response.exceptionHandler(broken -> readers.remove(response));
        response.write("retry: 1000\n" + event(board));
    }

    /** Sends a board to everybody who listens. */
    void send(StatusBoard board) {
        if (!readers.isEmpty()) {
            id++;
            write(event(board));
        }
    }

    /** Ends the streams of those who may not read any more. */
    void endOfOthers() {
        end(readers.entrySet().stream()
                .filter(reader -> !reader.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList());
    }

    void close() {
        end(List.copyOf(readers.keySet()));
    }

    private void end(List<HttpServerResponse> over) {
        over.forEach(readers::remove);
        over.forEach(HttpServerResponse::end);
    }

    private void write(String text) {
        endOfOthers();
        for (HttpServerResponse reader : readers.keySet()) {
            if (reader.writeQueueFull()) {
                skipped.increment();
            } else {
                reader.write(text);
            }
        }
    }

    private String event(StatusBoard board) {
        return "id: " + id + "\nevent: status\ndata: " + StatusJson.of(board).encode() + "\n\n";
    }
}
