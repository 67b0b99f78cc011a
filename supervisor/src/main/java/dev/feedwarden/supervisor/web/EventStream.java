package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/events}: the board as server-sent events, {@code event: status}, whenever it changes. With {@code ?view=brief}
 * it is the brief one of {@link StatusJson#brief}; with {@code ?feed=} that feed's streams come along once a second, first
 * all and then those that changed, {@code event: streams}; with {@code ?view=rules} what {@link RuleSums} says, {@code
 * event: rules}. Whoever comes, or comes again, gets everything first, so nothing need be remembered for those who were cut
 * off. At most {@value #MOST} readers; one that does not keep up misses boards rather than filling memory, and one whose
 * session has ended gets no further word: its stream ends. Lives on the core event loop.
 */
final class EventStream {

    static final int MOST = 100;
    static final Duration DETAILS_EVERY = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final Set<Reader> readers = new LinkedHashSet<>();
    private final Counter turnedAway;
    private final Counter skipped;
    private @Nullable StatusBoard latest;
    private long id;

    EventStream(Timers timers, Meters meters) {
        turnedAway = meters.counter(Meter.WEB_READERS_REFUSED);
        skipped = meters.counter(Meter.WEB_EVENTS_SKIPPED);
        meters.gauge(Meter.WEB_READERS, readers::size);
        timers.every(KEEP_ALIVE, this::stay);
        timers.every(DETAILS_EVERY, this::sendDetails);
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
        Reader reader = Reader.of(call);
        readers.add(reader);
        response.closeHandler(closed -> readers.remove(reader));
        response.exceptionHandler(broken -> readers.remove(reader));
        response.write("retry: 1000\n" + status(reader.brief() ? StatusJson.brief(board) : StatusJson.of(board)));
        reader.details(board).forEach(response::write);
    }

    /** Sends a board to everybody who listens. */
    void send(StatusBoard board) {
        latest = board;
        endOfOthers();
        if (readers.isEmpty()) {
            return;
        }
        id++;
        sendTo(true, board, StatusJson::brief);
        sendTo(false, board, StatusJson::of);
    }

    /** Ends the streams of those who may not read any more. */
    void endOfOthers() {
        end(readers.stream().filter(reader -> !reader.stillReads()).toList());
    }

    void close() {
        end(List.copyOf(readers));
    }

    private void end(List<Reader> over) {
        over.forEach(readers::remove);
        over.forEach(reader -> reader.response().end());
    }

    private void stay() {
        endOfOthers();
        readers.forEach(reader -> write(reader, ": still here\n\n"));
    }

    private void sendTo(boolean brief, StatusBoard board, Function<StatusBoard, JsonObject> json) {
        if (readers.stream().noneMatch(reader -> reader.brief() == brief)) {
            return;
        }
        String event = status(json.apply(board));
        readers.stream().filter(reader -> reader.brief() == brief).forEach(reader -> write(reader, event));
    }

    /** Of a reader that is behind nothing is noted as sent, so that it gets what it missed once it has caught up. */
    private void sendDetails() {
        StatusBoard board = latest;
        if (board == null) {
            return;
        }
        endOfOthers();
        for (Reader reader : readers) {
            if (reader.response().writeQueueFull()) {
                skipped.increment();
            } else {
                reader.details(board).forEach(reader.response()::write);
            }
        }
    }

    private void write(Reader reader, String text) {
        if (reader.response().writeQueueFull()) {
            skipped.increment();
        } else {
            reader.response().write(text);
        }
    }

    private String status(JsonObject board) {
        return "id: " + id + "\nevent: status\ndata: " + board.encode() + "\n\n";
    }
}
