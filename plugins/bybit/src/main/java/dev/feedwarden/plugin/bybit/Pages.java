package dev.feedwarden.plugin.bybit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a list that comes in pages ({@code nextPageCursor}, empty at the end). A cursor that comes twice or a page too
 * many ends it with a failure, so that a list cut short is never taken for a whole one.
 */
final class Pages {

    static final int MOST = 30;

    private static final String PAGE_SIZE = "1000";

    private final Rest rest;
    private final String path;
    private final Map<String, String> parameters;
    private final JsonArray entries = new JsonArray();
    private final Set<String> cursors = new HashSet<>();

    private Pages(Rest rest, String path, Map<String, String> parameters) {
        this.rest = rest;
        this.path = path;
        this.parameters = parameters;
    }

    /** Every entry of every page. */
    static Future<JsonArray> all(Rest rest, String path, Map<String, String> parameters) {
        return new Pages(rest, path, parameters).page("");
    }

    private Future<JsonArray> page(String cursor) {
        Map<String, String> asked = new HashMap<>(parameters);
        asked.put("limit", PAGE_SIZE);
        if (!cursor.isEmpty()) {
            asked.put("cursor", cursor);
        }
        return rest.get(path, asked).compose(this::taken);
    }

    private Future<JsonArray> taken(JsonObject result) {
        entries.addAll(Json.array(result, "list"));
        String next = Objects.requireNonNullElse(Json.text(result, "nextPageCursor"), "");
        if (next.isEmpty()) {
            return Future.succeededFuture(entries);
        }
        if (!cursors.add(next) || cursors.size() == MOST) {
            return Future.failedFuture(new RestException(
                    RetCode.AGAIN,
                    path + ": expected a new cursor on each of at most " + MOST + " pages, found "
                            + (cursors.size() == MOST ? "more pages" : "one again: " + next),
                    Duration.ZERO));
        }
        return page(next);
    }
}
