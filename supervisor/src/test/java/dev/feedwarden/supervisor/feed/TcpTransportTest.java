package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.feed.FeedLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpTransportTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void close_beforeTheConnectionIsUp_letsItGoOnceItIs() throws Exception {
        var transport = new TcpTransport(vertx, limits());
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(60_000);
            URI endpoint = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
            vertx.runOnContext(go -> transport.open(endpoint, new Deaf()).close());
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(60_000);
                assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    private static FeedLimits limits() {
        return new FeedLimits(
                100,
                100,
                1 << 15,
                Duration.ofMillis(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1 << 20,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    /** Whoever closed the link wants to hear nothing any more. */
    private static final class Deaf implements Transport.Receiver {

        @Override
        public void opened() {
            throw new AssertionError("opened after the close");
        }

        @Override
        public void received(Buffer data) {}

        @Override
        public void ponged() {}

        @Override
        public void drained() {}

        @Override
        public void oversized(String detail) {}

        @Override
        public void closed(String why) {}
    }
}
