package dev.feedwarden.supervisor.web;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes have in common: how they are asked, and the two forms of a JSON answer. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** A route for GET, and for HEAD, which is the same without the body. Other methods are refused by name. */
    static Route get(Router router, String path) {
        Route route = router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
        router.route(path).handler(call -> error(call, 405, "this address does not take that method"));
        return route;
    }

    static void json(RoutingContext call, int status, JsonObject body) {
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }

    /** Answers with what was looked up on disk, once it is there. */
    static void scanned(RoutingContext call, Future<JsonObject> found) {
        found.onSuccess(json -> json(call, 200, json)).onFailure(error -> {
            if (error instanceof Scans.Busy) {
                call.response().putHeader(HttpHeaders.RETRY_AFTER, "2");
                error(call, 503, String.valueOf(error.getMessage()));
            } else {
                LOG.warn("event=readings-unreadable path={} error={}", call.normalizedPath(), error.toString());
                error(call, 503, "the kept readings cannot be read now");
            }
        });
    }

    /** An error says what was wrong and never repeats what the request held. */
    static void error(RoutingContext call, int status, String what) {
        json(call, status, new JsonObject().put("error", what));
    }
}
