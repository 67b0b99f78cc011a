package dev.feedwarden.plugin.simulator.control;

import dev.feedwarden.api.service.HttpAnswer;
import dev.feedwarden.api.service.HttpCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * A small HTTP server on a loopback port of its own that answers {@code /sim/*}. The fault proxy leads such requests here,
 * so that the control works while the exchange does not.
 */
public final class ControlDoor {

    private static final String PREFIX = "/sim";
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final int IDLE_SECONDS = 30;

    private final HttpServer server;

    public ControlDoor(Vertx vertx, Control control) {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setIdleTimeout(IDLE_SECONDS))
                .requestHandler(request -> serve(request, control));
    }

    /** Starts on a port, 0 for any free one; the future holds it. */
    public Future<Integer> start(int port) {
        return server.listen(port).map(HttpServer::actualPort);
    }

    public Future<Void> close() {
        return server.close();
    }

    private static void serve(HttpServerRequest request, Control control) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (chunked || (length != null && tooLong(length))) {
            send(request, new HttpAnswer(413, "{\"error\":\"body: expected at most 65536 bytes of stated length\"}"));
            return;
        }
        if (foreign(request)) {
            send(request, new HttpAnswer(403, "{\"error\":\"a page of another site may not do this\"}"));
            return;
        }
        request.body().onSuccess(body -> {
            String path =
                    request.path().startsWith(PREFIX) ? request.path().substring(PREFIX.length()) : request.path();
            send(request, control.answer(new HttpCall(request.method().name(), path, body.toString())));
        });
    }

    /** Whether a browser says that the request comes from a page. Programs send no such header, and no page is served here. */
    private static boolean foreign(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.ORIGIN);
    }

    private static boolean tooLong(String length) {
        return length.length() > 9 || Integer.parseInt(length) > MOST_BODY_BYTES;
    }

    /** One answer a connection: the next request may be for the exchange, which is elsewhere. */
    private static void send(HttpServerRequest request, HttpAnswer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(answer.json());
    }
}
