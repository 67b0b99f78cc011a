package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.StatusBoard;
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
        new HealthRoutes(board).mount(router);
    }

    private void live(RoutingContext call) {
        boolean well = alive.getAsBoolean();
        Answers.json(call, well ? 200 : 503, new JsonObject().put("status", well ? "live" : "journal ended"));
    }
}
