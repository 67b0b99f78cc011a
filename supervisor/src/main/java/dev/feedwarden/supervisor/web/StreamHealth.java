package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.LadderStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one stream is.
 *
 * @param subject {@code feed/stream}
 * @param connected whether the feed has a connection
 * @param flowing whether its own last tick is no older than the feed's limit, and the venue does not say otherwise
 * @param age of the last tick in seconds; null before the first
 * @param words what is said of it besides
 */
record StreamHealth(
        String subject,
        boolean connected,
        boolean flowing,
        @Nullable Double age,
        JsonObject words) {

    static StreamHealth of(StatusBoard now, FeedStatus feed, String stream) {
        StatusBoard.StreamStatus status =
                Objects.requireNonNull(feed.detail().streams().get(stream), stream);
        String subject = feed.id() + "/" + stream;
        Double age = age(now, status.lastTick());
        boolean connected = feed.connections() > 0;
        boolean flowing = connected
                && feed.venue() == VenueState.OPEN
                && age != null
                && age <= feed.detail().flowLimit().toMillis() / 1e3;
        LadderStatus own = feed.detail().ladders().get(subject);
        return new StreamHealth(
                subject,
                connected,
                flowing,
                age,
                new JsonObject()
                        .put("socket_connected", connected)
                        .put("data_flowing", flowing)
                        .put("last_data", StatusJson.text(status.lastTick()))
                        .put("last_data_age", age)
                        .put("lag", age == null ? null : status.lagMillis() / 1e3)
                        .put("venue", feed.venue().word())
                        .mergeIn(ladder(now, own == null ? feed.ladder() : own)));
    }

    /** The one whose data is newest. */
    static StreamHealth newest(List<StreamHealth> streams) {
        return streams.stream()
                .min(Comparator.comparing(StreamHealth::age, Comparator.nullsLast(Comparator.naturalOrder())))
                .orElseThrow();
    }

    Health health() {
        return Health.of(connected, flowing);
    }

    JsonObject json() {
        return health().json()
                .put("feed", subject.substring(0, subject.indexOf('/')))
                .put("stream", subject.substring(subject.indexOf('/') + 1))
                .mergeIn(words);
    }

    /** How many steps have been taken, the last one, and what comes next and when. */
    static JsonObject ladder(StatusBoard now, @Nullable LadderStatus ladder) {
        Instant at = ladder == null ? null : ladder.nextAt();
        return new JsonObject()
                .put("ladder_level", ladder == null ? 0 : ladder.rung())
                .put("ladder_step", ladder == null ? null : ladder.step())
                .put("next_step", ladder == null ? null : ladder.next())
                .put("next_step_at", StatusJson.text(at))
                .put("next_step_in", at == null ? null : Math.max(0, seconds(now.time(), at)));
    }

    /** Seconds since then, 0 for a time to come; null for none. */
    static @Nullable Double age(StatusBoard now, @Nullable Instant then) {
        return then == null ? null : Math.max(0, seconds(then, now.time()));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
