package dev.feedwarden.plugin.simulator.deribit;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** An error as Deribit API v2 answers it; thrown by what handles a request. */
final class RpcError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient @Nullable Object data;

    private RpcError(int code, String message, @Nullable Object data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    static RpcError of(int code, String message) {
        return new RpcError(code, message, null);
    }

    static RpcError invalidJson() {
        return new RpcError(11050, "bad_request", "invalid json");
    }

    static RpcError tooLarge() {
        return of(-32600, "request entity too large");
    }

    static RpcError unknownMethod() {
        return of(-32601, "Method not found");
    }

    static RpcError invalid(String param, String reason) {
        return new RpcError(
                -32602, "Invalid params", new JsonObject().put("reason", reason).put("param", param));
    }

    static RpcError rawNotAllowed() {
        return of(13778, "raw_subscriptions_not_available_for_unauthorized");
    }

    static RpcError tooManyRequests() {
        return of(10028, "too_many_requests");
    }

    static RpcError maintenance() {
        return of(11051, "system_maintenance");
    }

    int code() {
        return code;
    }

    JsonObject json() {
        JsonObject error = new JsonObject().put("code", code).put("message", getMessage());
        return data == null ? error : error.put("data", data);
    }
}
