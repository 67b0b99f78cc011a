package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.feed.FeedLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketTransportTest {

    /** Long enough for a slow machine to load what a handshake needs, and to ask for it. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void open_handshakeIsNeverAnswered_letsTheSocketGo() throws Exception {
        var closed = new CompletableFuture<String>();
        var transport = new WebSocketTransport(vertx, limits(CONNECT_TIMEOUT));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(60_000);
            vertx.runOnContext(go ->
                    transport.open(URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/"), new Heard(closed)));
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(60_000);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("GET / HTTP/1.1");
            }
        }
        assertThat(closed.get(60, TimeUnit.SECONDS)).isNotEmpty();
    }

    private static FeedLimits limits(Duration connectTimeout) {
        return new FeedLimits(
                100,
                100,
                1 << 15,
                Duration.ofMillis(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1 << 20,
                Duration.ofSeconds(30),
                connectTimeout);
    }

    private record Heard(CompletableFuture<String> detail) implements Transport.Receiver {

        @Override
        public void opened() {}

        @Override
        public void received(Buffer data) {}

        @Override
        public void ponged() {}

        @Override
        public void drained() {}

        @Override
        public void oversized(String detail) {}

        @Override
        public void closed(String why) {
            detail.complete(why);
        }
    }
}
