package dev.feedwarden.supervisor.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** JSON objects that requests carry, at most {@value #MOST_BYTES} bytes. Uploads are not taken. */
final class Bodies {

    static final int MOST_BYTES = 1 << 20;
    private static final String KEY = "feedwarden.body";

    private Bodies() {}

    /**
     * Reads the body for {@link #of}; none is an empty object. Mounted as two handlers. A form that a page of another site
     * can send is refused: only a request that says {@code application/json} may carry something.
     */
    static Route read(Route route) {
        return route.handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES)).handler(Bodies::parse);
    }

    /** What {@link #read} found. */
    static JsonObject of(RoutingContext call) {
        return call.get(KEY);
    }

    private static void parse(RoutingContext call) {
        Buffer bytes = call.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            call.put(KEY, new JsonObject());
            call.next();
            return;
        }
        String type = call.request().getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            Answers.error(call, 415, "expected Content-Type: application/json");
            return;
        }
        try {
            call.put(KEY, new JsonObject(bytes));
        } catch (DecodeException | ClassCastException e) {
            Answers.error(call, 400, "expected a JSON object");
            return;
        }
        call.next();
    }
}
