package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.FeedLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Takes the transport that an endpoint's scheme asks for. */
final class SchemeTransport implements Transport {

    private final Transport webSocket;
    private final Transport tcp;

    SchemeTransport(Vertx vertx, FeedLimits limits) {
        webSocket = new WebSocketTransport(vertx, limits);
        tcp = new TcpTransport(vertx, limits);
    }

    @Override
    public Link open(URI endpoint, Receiver receiver) {
        return switch (Objects.requireNonNullElse(endpoint.getScheme(), "").toLowerCase(Locale.ROOT)) {
            case "ws", "wss" -> webSocket.open(endpoint, receiver);
            case "tcp" -> tcp.open(endpoint, receiver);
            default ->
                throw new IllegalArgumentException(
                        "expected an endpoint with ws, wss or tcp, found '" + endpoint + "'");
        };
    }

    @Override
    public Future<Void> close() {
        return Future.join(webSocket.close(), tcp.close()).mapEmpty();
    }
}
