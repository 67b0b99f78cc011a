package dev.feedwarden.plugin.simulator.deribit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC request.
 *
 * @param id a number or a text, given back as it came; null when the request has none
 * @param method such as {@code public/test}; empty when it is missing
 * @param params its parameters
 */
record Request(@Nullable Object id, String method, JsonObject params) {

    /**
     * Reads a request.
     *
     * @throws RpcError if it is not a JSON object
     */
    static Request of(String text) {
        JsonObject object;
        try {
            object = new JsonObject(text);
        } catch (DecodeException e) {
            throw RpcError.invalidJson();
        }
        Object method = object.getValue("method");
        JsonObject params = object.getValue("params") instanceof JsonObject given ? given : new JsonObject();
        return new Request(object.getValue("id"), method instanceof String name ? name : "", params);
    }
}
