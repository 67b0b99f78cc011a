package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.supervisor.history.AuditRow;
import dev.feedwarden.supervisor.history.AuditStore;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code POST /api/feeds/{feed}/actions/{action}}, for those who are signed in, with an optional body {@code {"why": text,
 * "stream": id, "parameters": {}}}; answers when the action has ended: 200 if it was carried out, 409 if not. And
 * {@code /api/audit}: what was done, the newest first.
 */
final class ActionRoutes {

    private static final int LONGEST_WHY = 300;

    private final Acting.ByHand byHand;
    private final AuditStore kept;
    private final Supplier<StatusBoard> board;

    ActionRoutes(Acting acting, Supplier<StatusBoard> board) {
        this.byHand = acting.byHand();
        this.kept = acting.kept();
        this.board = board;
    }

    void mount(Router router, SignIn signIn) {
        String path = "/api/feeds/:feed/actions/:action";
        router.post(path).handler(signIn::acting);
        Bodies.read(router.post(path)).handler(this::act);
        router.route(path).handler(call -> Answers.error(call, 405, "this address takes POST alone"));
        Answers.get(router, "/api/audit")
                .handler(call -> HistoryRoutes.list(call, "audit", kept::audit, ActionRoutes::json));
    }

    private void act(RoutingContext call) {
        String feed = call.pathParam("feed");
        String action = call.pathParam("action");
        JsonObject body = Bodies.of(call);
        if (board.get().feeds().stream().noneMatch(known -> known.id().equals(feed))) {
            Answers.error(call, 404, "no feed is configured under this name");
        } else if (!(body.getValue("why", "") instanceof String why) || why.length() > LONGEST_WHY) {
            Answers.error(call, 400, "why: expected text of at most " + LONGEST_WHY + " characters");
        } else if (!(body.getValue("stream", "") instanceof String stream) || stream.length() > LONGEST_WHY) {
            Answers.error(call, 400, "stream: expected the id of one of the feed's streams");
        } else if (!(body.getValue("parameters", new JsonObject()) instanceof JsonObject parameters)) {
            Answers.error(call, 400, "parameters: expected an object");
        } else if (parameters.getMap().containsValue(null)) {
            Answers.error(call, 400, "parameters: expected values, found null");
        } else {
            String subject = stream.isEmpty() ? feed : feed + "/" + stream;
            Map<String, Object> given = parameters.getMap();
            byHand.run(subject, action, given, SignIn.name(call), why.isBlank() ? "no reason given" : why)
                    .onSuccess(outcome -> answer(call, subject, action, outcome))
                    .onFailure(call::fail);
        }
    }

    private static void answer(RoutingContext call, String subject, String action, Outcome outcome) {
        Answers.json(
                call,
                outcome.succeeded() ? 200 : 409,
                new JsonObject()
                        .put("subject", subject)
                        .put("action", action)
                        .put("succeeded", outcome.succeeded())
                        .put("detail", outcome.detail())
                        .put("error", outcome.succeeded() ? null : outcome.detail()));
    }

    private static JsonObject json(AuditRow row) {
        return new JsonObject()
                .put("time", row.time().toString())
                .put("who", row.who())
                .put("what", row.what())
                .put("subject", row.subject())
                .put("why", row.why())
                .put("result", row.result());
    }
}
