package dev.feedwarden.supervisor.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The two forms of a JSON answer. */
final class Answers {

    private Answers() {}

    static void json(RoutingContext call, int status, JsonObject body) {
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }

    /** An error says what was wrong and never repeats what the request held. */
    static void error(RoutingContext call, int status, String what) {
        json(call, status, new JsonObject().put("error", what));
    }
}
