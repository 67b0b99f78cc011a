package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.feed.HostPausedException;
import dev.feedwarden.api.feed.HttpReply;
import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetedHttpTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-02T10:00:00Z"));
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final HttpBudget budget = new HttpBudget();
    private final BudgetedHttp http = new BudgetedHttp("one", vertx, timers, budget, meters);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void get_anyStatus_isAnswered() throws Exception {
        URI uri = serve("{}", 403);
        HttpReply reply = get(uri).get(60, TimeUnit.SECONDS);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("x-bapi-LIMIT")).isEqualTo("600");
        assertThat(reply.body().toString()).isEqualTo("{}");
        assertThat(meters.total(Meter.FEED_HTTP)).isEqualTo(1);
    }

    @Test
    void get_redirect_isNotFollowed() throws Exception {
        assertThat(get(serve("", 302)).get(60, TimeUnit.SECONDS).status()).isEqualTo(302);
    }

    @Test
    void get_tooLarge_failsAndSaysSo() throws Exception {
        URI uri = serve("x".repeat(HttpExchange.MOST_BYTES + 1), 200);
        assertThat(failure(get(uri))).isInstanceOf(IOException.class).hasMessageContaining("8388608");
    }

    @Test
    void get_nobodyListens_fails() throws Exception {
        int port = FreePort.find();
        assertThat(failure(get(URI.create("http://127.0.0.1:" + port + "/x")))).isInstanceOf(IOException.class);
    }

    @Test
    void get_unanswered_failsAndTheConnectionIsClosed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<HttpReply> reply = get(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x"));
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(60_000);
                byte[] begun = socket.getInputStream().readNBytes(5);
                assertThat(new String(begun, StandardCharsets.US_ASCII)).isEqualTo("GET /");
                run(() -> {
                    timers.advance(HttpExchange.TIMEOUT);
                });
                assertThat(failure(reply)).isInstanceOf(TimeoutException.class);
                assertThat(socket.getInputStream().readAllBytes())
                        .isNotEmpty(); // returns only when the peer has closed
            }
        }
    }

    @Test
    void pause_byOneFeed_holdsForEveryOther_untilItIsOver() throws Exception {
        URI uri = serve("{}", 200);
        var other = new BudgetedHttp("two", vertx, timers, budget, meters);
        run(() -> {
            other.pause(uri.getHost(), Duration.ofMinutes(10));
        });
        assertThat(failure(get(uri))).isInstanceOf(HostPausedException.class);
        timers.advance(Duration.ofMinutes(10));
        assertThat(get(uri).get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void get_beyondTheBurst_waitsAndIsSentThen_unlessTheHostIsPausedMeanwhile() throws Exception {
        URI uri = serve("{}", 200);
        for (int i = 0; i < HttpBudget.BURST; i++) {
            budget.take(uri.getHost(), timers.nanoTime());
        }
        CompletableFuture<HttpReply> first = get(uri);
        CompletableFuture<HttpReply> second = get(uri);
        run(() -> {
            timers.advance(Duration.ofMillis(100));
            http.pause(uri.getHost(), Duration.ofMinutes(1));
            timers.advance(Duration.ofMillis(100));
        });
        assertThat(first.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(failure(second)).isInstanceOf(HostPausedException.class);
    }

    private URI serve(String body, int status) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(status)
                        .putHeader("X-Bapi-Limit", "600")
                        .putHeader("Location", "http://127.0.0.1:1/elsewhere")
                        .end(Buffer.buffer(body)));
        int port = server.listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + port + "/v5/market/time");
    }

    private CompletableFuture<HttpReply> get(URI uri) {
        return on(() -> http.get(uri));
    }

    private <T> CompletableFuture<T> on(Callable<Future<T>> call) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(go -> {
            try {
                call.call().onSuccess(done::complete).onFailure(done::completeExceptionally);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void run(Runnable task) throws Exception {
        on(() -> {
                    task.run();
                    return Future.succeededFuture(true);
                })
                .get(60, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletableFuture<?> future) throws Exception {
        try {
            return new AssertionError("expected a failure, found " + future.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
