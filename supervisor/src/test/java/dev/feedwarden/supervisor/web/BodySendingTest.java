package dev.feedwarden.supervisor.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodySendingTest {

    /** More than the buffers of both sides hold. */
    private static final int LARGE = 64 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final ManualTimers timers = new ManualTimers(Boards.NOW);
    private final Promise<Void> begun = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    private final Promise<Void> disconnected = Promise.promise();
    private final AtomicInteger ends = new AtomicInteger();

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void client_thatDoesNotRead_losesItsConnectionAtTheDeadline() throws Exception {
        try (Socket silent = ask(LARGE)) {
            assertThat(silent.isConnected()).isTrue();
            await(begun.future());
            advance(BodySending.DEADLINE.minusSeconds(1));
            assertThat(ends).hasValue(0);

            advance(Duration.ofSeconds(1));
            await(ended.future());
            await(disconnected.future());
            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void client_thatReads_getsEverythingAndLeavesNoTimer() throws Exception {
        try (Socket client = ask(100_000)) {
            client.setSoTimeout(60_000);
            assertThat(client.getInputStream().readNBytes(100_000)).hasSize(100_000);
            await(ended.future());
            assertThat(timers.pending()).isZero();
        }
    }

    private Socket ask(int bytes) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(closed -> disconnected.tryComplete()))
                .requestHandler(request -> {
                    request.response().putHeader("Content-Length", Integer.toString(bytes));
                    Runnable end = () -> {
                        ends.incrementAndGet();
                        ended.tryComplete();
                    };
                    new BodySending(request, Buffer.buffer(new byte[bytes]), timers, end).begin();
                    begun.complete();
                });
        Promise<HttpServer> listening = Promise.promise();
        loop.runOnContext(go -> server.listen(0, "127.0.0.1").onComplete(listening));
        int port = await(listening.future()).actualPort();
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private void advance(Duration by) throws Exception {
        Promise<Void> advanced = Promise.promise();
        loop.runOnContext(go -> {
            timers.advance(by);
            advanced.complete();
        });
        await(advanced.future());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, SECONDS);
    }
}
