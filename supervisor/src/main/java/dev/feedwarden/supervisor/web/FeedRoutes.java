package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One feed with all its streams: {@code /api/feeds/{feed}}; its last day, or a stream's with {@code ?stream=}: {@code
 * /api/feeds/{feed}/day}; and the last hour of every feed: {@code /api/pulse}.
 */
final class FeedRoutes {

    private final Supplier<StatusBoard> board;
    private final Pulse pulse;
    private final DayCurves curves;

    FeedRoutes(Supplier<StatusBoard> board, Pulse pulse, DayCurves curves) {
        this.board = board;
        this.pulse = pulse;
        this.curves = curves;
    }

    void mount(Router router) {
        Answers.get(router, "/api/pulse").handler(call -> Answers.json(call, 200, pulse.json()));
        Answers.get(router, "/api/feeds/:feed").handler(this::feed);
        Answers.get(router, "/api/feeds/:feed/day").handler(this::day);
    }

    private void feed(RoutingContext call) {
        StatusBoard now = board.get();
        find(now, call.pathParam("feed"))
                .ifPresentOrElse(
                        feed -> Answers.json(call, 200, json(now, feed)),
                        () -> Answers.error(call, 404, "no feed is configured under this name"));
    }

    private void day(RoutingContext call) {
        StatusBoard now = board.get();
        FeedStatus feed = find(now, call.pathParam("feed")).orElse(null);
        List<String> stream = call.queryParam("stream");
        if (feed == null) {
            Answers.error(call, 404, "no feed is configured under this name");
            return;
        }
        if (!stream.isEmpty() && !feed.detail().streams().containsKey(stream.get(0))) {
            Answers.error(call, 404, "the feed has no stream of this name");
            return;
        }
        String subject = stream.isEmpty() ? feed.id() : feed.id() + "/" + stream.get(0);
        Answers.scanned(call, curves.of(subject, now.time()));
    }

    static JsonObject json(StatusBoard now, FeedStatus feed) {
        JsonArray streams = new JsonArray();
        new TreeMap<>(feed.detail().streams()).forEach((id, status) -> {
            StreamHealth health = StreamHealth.of(now, feed, id);
            streams.add(new JsonObject()
                    .put("id", id)
                    .put("flowing", health.flowing())
                    .put("lastTick", StatusJson.text(status.lastTick()))
                    .put("lagMillis", status.lastTick() == null ? null : status.lagMillis()));
        });
        return StatusJson.feed(feed)
                .put("time", now.time().toString())
                .put("rules", StatusJson.array(ofFeed(now, feed.id()), StatusJson::rule))
                .put("streamList", streams);
    }

    static List<StatusBoard.RuleStatus> ofFeed(StatusBoard now, String feed) {
        return now.rules().stream().filter(rule -> rule.subject().equals(feed)).toList();
    }

    static Optional<FeedStatus> find(StatusBoard now, String id) {
        return now.feeds().stream().filter(feed -> feed.id().equals(id)).findFirst();
    }
}
