package dev.feedwarden.plugin.simulator.deribit;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The envelopes of Deribit API v2: JSON-RPC 2.0 with the times of a request added. */
final class Rpc {

    private Rpc() {}

    /** An answer. Times are microseconds since 1970. */
    static String result(@Nullable Object id, Object result, long in, long out) {
        return times(start(id).put("result", result), in, out);
    }

    /** An error; without an id where the request could not be read. */
    static String error(@Nullable Object id, RpcError error, long in, long out) {
        return times(start(id).put("error", error.json()), in, out);
    }

    /** A data message. */
    static String notification(String channel, Object data) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("method", "subscription")
                .put("params", new JsonObject().put("channel", channel).put("data", data))
                .encode();
    }

    /** A keep-alive; its fields stand in another order than those of an answer. */
    static String heartbeat(String type) {
        return new JsonObject()
                .put("params", new JsonObject().put("type", type))
                .put("method", "heartbeat")
                .put("jsonrpc", "2.0")
                .encode();
    }

    private static JsonObject start(@Nullable Object id) {
        JsonObject answer = new JsonObject().put("jsonrpc", "2.0");
        return id == null ? answer : answer.put("id", id);
    }

    private static String times(JsonObject answer, long in, long out) {
        return answer.put("usIn", in)
                .put("usOut", out)
                .put("usDiff", out - in)
                .put("testnet", false)
                .encode();
    }
}
