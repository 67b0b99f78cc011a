package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.FeedLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;

/** Connects by {@code ws} and {@code wss}. The sockets are never paused: an unread ping would look like our death. */
final class WebSocketTransport implements Transport {

    private static final int CLOSING_SECONDS = 1;

    private final WebSocketClient client;
    private final int messageBytes;
    private final long handshakeMillis;

    WebSocketTransport(Vertx vertx, FeedLimits limits) {
        messageBytes = limits.messageBytes();
        handshakeMillis = limits.connectTimeout().toMillis();
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()))
                .setMaxFrameSize(messageBytes)
                .setMaxMessageSize(messageBytes)
                .setClosingTimeout(CLOSING_SECONDS)
                .setTcpKeepAlive(true));
    }

    @Override
    public Link open(URI endpoint, Receiver receiver) {
        var options = new WebSocketConnectOptions()
                .setAbsoluteURI(endpoint.toString())
                .setTimeout(handshakeMillis);
        var link = new WebSocketLink(client.webSocket(), messageBytes, receiver);
        link.connect(options);
        return link;
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }
}
