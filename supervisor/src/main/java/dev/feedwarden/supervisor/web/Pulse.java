package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last hour of each feed: ticks a minute and lag, looked at every 30 s since the process began. At most {@value #MOST}
 * moments of each feed. Lives on the core event loop.
 */
final class Pulse {

    static final Duration EVERY = Duration.ofSeconds(30);
    static final int MOST = 120;

    private final Map<String, Deque<Moment>> feeds = new LinkedHashMap<>();

    /** @param board looked at from the timers' thread */
    Pulse(Timers timers, Supplier<StatusBoard> board) {
        timers.every(EVERY, () -> look(board.get()));
    }

    /** Every feed's moments, oldest first. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        feeds.forEach((feed, moments) -> {
            JsonArray ticks = new JsonArray();
            JsonArray lags = new JsonArray();
            moments.forEach(moment -> {
                ticks.add(moment.ticksPerMinute);
                lags.add(moment.lagMillis);
            });
            json.put(feed, new JsonObject().put("ticksPerMinute", ticks).put("lagMillis", lags));
        });
        return new JsonObject().put("everySeconds", EVERY.toSeconds()).put("feeds", json);
    }

    void look(StatusBoard board) {
        feeds.keySet().retainAll(board.feeds().stream().map(FeedStatus::id).toList());
        for (FeedStatus feed : board.feeds()) {
            Deque<Moment> moments = feeds.computeIfAbsent(feed.id(), first -> new ArrayDeque<>());
            moments.addLast(new Moment(feed.ticksPerMinute(), Lag.of(feed)));
            if (moments.size() > MOST) {
                moments.removeFirst();
            }
        }
    }

    private record Moment(long ticksPerMinute, @Nullable Long lagMillis) {}
}
