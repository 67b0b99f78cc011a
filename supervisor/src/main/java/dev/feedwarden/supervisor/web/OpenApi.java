package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.Product;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** {@code /api/openapi.json}: every route of the server, what it takes and what it answers. */
final class OpenApi {

    private OpenApi() {}

    static void mount(Router router) {
        Buffer body = document().toBuffer();
        Answers.get(router, "/api/openapi.json")
                .handler(call -> call.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .end(body));
    }

    static JsonObject document() {
        JsonObject document = new JsonObject(Assets.text("openapi.json"));
        document.getJsonObject("info").put("version", Product.VERSION);
        return document;
    }
}
