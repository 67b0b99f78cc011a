package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The health probes, in the words that the operators' scripts have always asked for: {@code socket_connected},
 * {@code data_flowing}, {@code last_data_age} in seconds, {@code ladder_level} (how many steps have been taken) and what
 * comes next.
 */
final class HealthRoutes {

    private static final String NO_FEED = "no feed is configured under this name";

    private final Supplier<StatusBoard> board;

    HealthRoutes(Supplier<StatusBoard> board) {
        this.board = board;
    }

    void mount(Router router) {
        Answers.get(router, "/health").handler(this::health);
        Answers.get(router, "/system/health").handler(this::system);
        Answers.get(router, "/feeds/:feed/health").handler(this::feed);
        Answers.get(router, "/feeds/:feed/streams/:stream/health").handler(this::stream);
        Answers.get(router, "/background/health/:contract").handler(this::contract);
    }

    private void health(RoutingContext call) {
        StatusBoard now = board.get();
        Answers.json(call, Health.of(now).httpStatus(), whole(now));
    }

    private void system(RoutingContext call) {
        StatusBoard now = board.get();
        Answers.json(
                call,
                Health.of(now).httpStatus(),
                whole(now)
                        .put("time", now.time().toString())
                        .put("feeds", StatusJson.array(now.feeds(), feed -> feedHealth(now, feed)))
                        .put("openIncidents", now.incidents().size())
                        .put("journal", StatusJson.of(now).getJsonObject("journal")));
    }

    private void feed(RoutingContext call) {
        StatusBoard now = board.get();
        String id = call.pathParam("feed");
        feeds(now, id)
                .findFirst()
                .ifPresentOrElse(
                        feed -> Answers.json(call, Health.of(feed).httpStatus(), feedHealth(now, feed)),
                        () -> Answers.error(call, 404, NO_FEED));
    }

    private void stream(RoutingContext call) {
        StatusBoard now = board.get();
        FeedStatus feed = feeds(now, call.pathParam("feed")).findFirst().orElse(null);
        String stream = call.pathParam("stream");
        if (feed == null) {
            Answers.error(call, 404, NO_FEED);
        } else if (!feed.detail().streams().containsKey(stream)) {
            Answers.error(call, 404, "the feed has no stream of this name");
        } else {
            StreamHealth health = StreamHealth.of(now, feed, stream);
            Answers.json(call, health.health().httpStatus(), health.json());
        }
    }

    /** A contract is what its streams are: the one of that name, and those whose names begin with it and a dot. */
    private void contract(RoutingContext call) {
        StatusBoard now = board.get();
        String contract = call.pathParam("contract");
        List<StreamHealth> streams = now.feeds().stream()
                .flatMap(feed -> feed.detail().streams().keySet().stream()
                        .filter(stream -> stream.equals(contract) || stream.startsWith(contract + "."))
                        .sorted()
                        .map(stream -> StreamHealth.of(now, feed, stream)))
                .toList();
        if (streams.isEmpty()) {
            Answers.error(call, 404, "no feed has a stream of this contract");
            return;
        }
        StreamHealth newest = StreamHealth.newest(streams);
        Health health = Health.of(newest.connected(), newest.flowing());
        JsonArray names = new JsonArray();
        streams.forEach(stream -> names.add(stream.subject()));
        Answers.json(
                call,
                health.httpStatus(),
                health.json()
                        .put("contract_id", contract)
                        .put("tws_connected", newest.connected())
                        .put("background_streaming", newest.flowing())
                        .mergeIn(newest.words())
                        .put("streams", names));
    }

    private static JsonObject whole(StatusBoard now) {
        FeedStatus worst = now.feeds().stream()
                .max((one, other) -> Integer.compare(rung(one), rung(other)))
                .orElse(null);
        return Health.of(now)
                .json()
                .put("level", now.level().word())
                .put("score", now.score())
                .put("socket_connected", now.feeds().stream().allMatch(FeedStatus::connected))
                .put("data_flowing", now.feeds().stream().allMatch(FeedStatus::flowing))
                .put(
                        "last_data_age",
                        now.feeds().stream()
                                .map(feed -> StreamHealth.age(now, feed.lastTick()))
                                .filter(age -> age != null)
                                .min(Double::compare)
                                .orElse(null))
                .mergeIn(StreamHealth.ladder(now, worst == null ? null : worst.ladder()));
    }

    private static JsonObject feedHealth(StatusBoard now, FeedStatus feed) {
        return Health.of(feed)
                .json()
                .mergeIn(StatusJson.feed(feed))
                .put("socket_connected", feed.connected())
                .put("data_flowing", feed.flowing())
                .put("last_data_age", StreamHealth.age(now, feed.lastTick()))
                .mergeIn(StreamHealth.ladder(now, feed.ladder()));
    }

    private static int rung(FeedStatus feed) {
        return feed.ladder() == null ? 0 : feed.ladder().rung();
    }

    private static Stream<FeedStatus> feeds(StatusBoard now, String id) {
        return now.feeds().stream().filter(feed -> feed.id().equals(id));
    }
}
