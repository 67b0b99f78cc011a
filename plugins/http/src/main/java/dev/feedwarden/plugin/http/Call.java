package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls a webhook with a signed body that says what is wrong with what. */
final class Call implements RecoveryAction {

    private final Context context;
    private final Target target;
    private final Exchange exchange;
    private final String key;

    Call(Context context, Target target, String key) {
        this.context = context;
        this.target = target;
        exchange = target.exchange(context);
        this.key = key;
    }

    @Override
    public Future<Outcome> run(ActionRequest request) {
        Instant now = context.timers().now();
        String body = new JsonObject()
                .put("action", context.id())
                .put("subject", request.subject())
                .put("reason", request.reason())
                .put("note", request.parameters().text(HttpActionProvider.NOTE))
                .put("time", now.toString())
                .encode();
        Map<String, String> headers = new LinkedHashMap<>(Signature.headers(key, now, body));
        headers.put("Content-Type", "application/json");
        return exchange.send(HttpMethod.POST, target.uri(), headers, Buffer.buffer(body))
                .map(reply -> new Outcome(reply.isOk(), "called: status " + reply.status()))
                .otherwise(failure -> new Outcome(false, "not called: " + Failures.reason(failure)));
    }
}
