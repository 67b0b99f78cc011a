package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.deribit.market.Market;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The queries over HTTP: {@code GET /api/v2/{method}?name=value} and {@code POST /api/v2} with a JSON-RPC body. */
final class HttpApi {

    private static final String PREFIX = "/api/v2";

    private final Market market;
    private final Faults faults;
    private final Queries queries;
    private int inFlight;

    HttpApi(Market market, Faults faults, Queries queries) {
        this.market = market;
        this.faults = faults;
        this.queries = queries;
    }

    /** Requests that have not been answered yet. */
    int inFlight() {
        return inFlight;
    }

    /** One answer a connection: the next request may be for the control, which is elsewhere. */
    void handle(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (!request.path().startsWith(PREFIX + "/") && !request.path().equals(PREFIX)) {
            request.response().setStatusCode(404).end();
            return;
        }
        inFlight++;
        request.response().endHandler(ended -> inFlight--);
        request.response().exceptionHandler(gone -> {});
        String method = request.path()
                .substring(Math.min(PREFIX.length() + 1, request.path().length()));
        if (request.method().equals(HttpMethod.POST)) {
            post(request, method);
        } else if (request.method().equals(HttpMethod.GET)) {
            JsonObject params = new JsonObject();
            request.params().forEach(entry -> params.put(entry.getKey(), entry.getValue()));
            answer(request, new Request(null, method, params));
        } else {
            request.response().setStatusCode(405).end();
        }
    }

    private void post(HttpServerRequest request, String method) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || length.length() > 6 || Integer.parseInt(length) > SessionRequests.MOST_BYTES) {
            fail(request, null, RpcError.tooLarge(), market.micros());
            return;
        }
        request.body().onSuccess(body -> {
            try {
                Request asked = Request.of(body.toString());
                String named = method.isEmpty() ? asked.method() : method;
                answer(request, new Request(asked.id(), named, asked.params()));
            } catch (RpcError e) {
                fail(request, null, e, market.micros());
            }
        });
    }

    private void answer(HttpServerRequest request, Request asked) {
        long in = market.micros();
        try {
            if (faults.on(Fault.RATE_LIMIT)) {
                throw RpcError.tooManyRequests();
            }
            Object result = queries.call(asked.method(), asked.params());
            send(request, 200, Rpc.result(asked.id(), result, in, market.micros()));
        } catch (RpcError e) {
            fail(request, asked.id(), e, in);
        }
    }

    private void fail(HttpServerRequest request, @Nullable Object id, RpcError error, long in) {
        int status = switch (error.code()) {
            case 10028 -> 429;
            case 11051 -> 503;
            default -> 400;
        };
        send(request, status, Rpc.error(id, error, in, market.micros()));
    }

    private static void send(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body);
    }
}
