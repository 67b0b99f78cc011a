package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.StreamStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is new of one feed's streams since the last time: first all of them, then those that changed and those that went. */
final class StreamNews {

    private final String feed;
    private @Nullable Map<String, StreamStatus> told;

    StreamNews(String feed) {
        this.feed = feed;
    }

    /**
     * {@code {"feed", "full", "streams": {id: [last tick in ms since 1970 or null, lag in ms]}, "gone": [id], "ladders": {id:
     * ladder}}}; null where there is no such feed, or nothing new.
     */
    @Nullable
    JsonObject of(StatusBoard board) {
        FeedStatus status = board.feeds().stream()
                .filter(each -> each.id().equals(feed))
                .findFirst()
                .orElse(null);
        if (status == null) {
            return null;
        }
        Map<String, StreamStatus> now = status.detail().streams();
        Map<String, StreamStatus> before = told;
        told = now;
        JsonObject changed = new JsonObject();
        JsonArray gone = new JsonArray();
        now.forEach((id, stream) -> {
            if (before == null || !stream.equals(before.get(id))) {
                changed.put(id, row(stream));
            }
        });
        if (before != null) {
            before.keySet().stream().filter(id -> !now.containsKey(id)).forEach(gone::add);
            if (changed.isEmpty() && gone.isEmpty()) {
                return null;
            }
        }
        JsonObject ladders = new JsonObject();
        status.detail().ladders().forEach((subject, ladder) -> {
            if (subject.startsWith(feed + "/")) {
                ladders.put(subject.substring(feed.length() + 1), StatusJson.ladder(Objects.requireNonNull(ladder)));
            }
        });
        return new JsonObject()
                .put("feed", feed)
                .put("full", before == null)
                .put("streams", changed)
                .put("gone", gone)
                .put("ladders", ladders);
    }

    private static JsonArray row(StreamStatus stream) {
        return new JsonArray()
                .add(stream.lastTick() == null ? null : stream.lastTick().toEpochMilli())
                .add(stream.lagMillis());
    }
}
