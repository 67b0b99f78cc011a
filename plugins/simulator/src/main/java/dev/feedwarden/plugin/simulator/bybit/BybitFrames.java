package dev.feedwarden.plugin.simulator.bybit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The shapes of what the venue sends (Bybit API v5, public option). */
final class BybitFrames {

    static final String TICKERS = "tickers.";

    private BybitFrames() {}

    static String ticker(String symbol, long millis, long sequence, String type, JsonObject data) {
        return new JsonObject()
                .put("id", TICKERS + symbol + "-" + sequence + "-" + millis)
                .put("topic", TICKERS + symbol)
                .put("ts", millis)
                .put("data", data)
                .put("type", type)
                .encode();
    }

    /** The answer of the option socket: no operation, no id of the request. */
    static String answer(String connection, Collection<String> success, Collection<String> failed) {
        return new JsonObject()
                .put("success", true)
                .put("conn_id", connection)
                .put("data", new JsonObject().put("failTopics", array(failed)).put("successTopics", array(success)))
                .put("type", "COMMAND_RESP")
                .encode();
    }

    /** The answer of the other sockets, and a refusal. */
    static String answer(String connection, boolean success, String message, String op, @Nullable Object id) {
        JsonObject answer =
                new JsonObject().put("success", success).put("ret_msg", message).put("conn_id", connection);
        if (id != null) {
            answer.put("req_id", id);
        }
        return answer.put("op", op).encode();
    }

    /** The pong of the option socket. */
    static String pong(long millis) {
        return new JsonObject()
                .put("args", new JsonArray().add(String.valueOf(millis)))
                .put("op", "pong")
                .encode();
    }

    static String tooMany() {
        return new JsonObject()
                .put("retCode", 10006)
                .put("retMsg", "Too many visits!")
                .encode();
    }

    private static JsonArray array(Collection<String> topics) {
        JsonArray array = new JsonArray();
        topics.forEach(array::add);
        return array;
    }
}
