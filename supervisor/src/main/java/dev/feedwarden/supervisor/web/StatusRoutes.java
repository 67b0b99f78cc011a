package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What the board says: {@code /api/status}, the health probes and the live stream. */
final class StatusRoutes {

    private final Supplier<StatusBoard> board;
    private final BooleanSupplier alive;
    private final EventStream events;

    StatusRoutes(Supplier<StatusBoard> board, BooleanSupplier alive, EventStream events) {
        this.board = board;
        this.alive = alive;
        this.events = events;
    }

    void mount(Router router) {
        Answers.get(router, "/api/status").handler(call -> Answers.json(call, 200, StatusJson.of(board.get())));
        Answers.get(router, "/api/events").handler(call -> events.open(call, board.get()));
        Answers.get(router, "/live").handler(this::live);
        Answers.get(router, "/health").handler(this::health);
        Answers.get(router, "/system/health").handler(this::system);
        Answers.get(router, "/feeds/:feed/health").handler(this::feed);
    }

    private void live(RoutingContext call) {
        boolean well = alive.getAsBoolean();
        Answers.json(call, well ? 200 : 503, new JsonObject().put("status", well ? "live" : "journal ended"));
    }

    private void health(RoutingContext call) {
        StatusBoard now = board.get();
        Health health = Health.of(now);
        Answers.json(
                call,
                health.httpStatus(),
                health.json().put("level", now.level().word()).put("score", now.score()));
    }

    private void system(RoutingContext call) {
        StatusBoard now = board.get();
        Health health = Health.of(now);
        JsonObject journal = StatusJson.of(now).getJsonObject("journal");
        Answers.json(
                call,
                health.httpStatus(),
                health.json()
                        .put("level", now.level().word())
                        .put("score", now.score())
                        .put("time", now.time().toString())
                        .put("feeds", StatusJson.array(now.feeds(), StatusRoutes::feedHealth))
                        .put("openIncidents", now.incidents().size())
                        .put("journal", journal));
    }

    private void feed(RoutingContext call) {
        String id = call.pathParam("feed");
        board.get().feeds().stream()
                .filter(feed -> feed.id().equals(id))
                .findFirst()
                .ifPresentOrElse(
                        feed -> Answers.json(call, Health.of(feed).httpStatus(), feedHealth(feed)),
                        () -> Answers.error(call, 404, "no feed is configured under this name"));
    }

    private static JsonObject feedHealth(FeedStatus feed) {
        return Health.of(feed)
                .json()
                .mergeIn(StatusJson.feed(feed))
                .put("socket_connected", feed.connected())
                .put("data_flowing", feed.flowing());
    }
}
