package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sink does when its server fails. */
final class RedisFaultsTest {

    private static final String OK = "+OK";
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    private Path folder;

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "OOM command not allowed, UNAVAILABLE",
        "READONLY You can't write, UNAVAILABLE",
        "LOADING Redis is loading, UNAVAILABLE",
        "NOAUTH Authentication required., REFUSED",
        "NOPERM this user has no permissions, REFUSED"
    })
    void write_serverRefusesQuotes_failsWithItsKindThenWorksAgain(String error, SinkException.Kind kind)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(command -> healthy(command))) {
            TestContext context = context();
            Sink sink = sink(context, server.uri());
            server.answer(command -> command.startsWith("HSET option:") ? "-" + error : healthy(command));
            SinkException failure = failure(context, sink);
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
            assertThat(server.commands()).noneMatch(command -> command.startsWith("HSET stats:global"));
            server.end(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            server.answer(RedisFaultsTest::healthy);
            context.onLoop(() -> sink.write(batch(1, 1)));
            assertThat(server.commands()).anyMatch(command -> command.startsWith("HSET stats:global"));
            context.onLoop(sink::close);
        }
    }

    @Test
    void write_serverFallsSilent_isSlowAndTheConnectionIsClosed() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(command -> command.startsWith("HSET option:") ? null : healthy(command))) {
            TestContext context = context();
            Sink sink = sink(context, server.uri());
            CompletableFuture<Void> written = start(context, sink);
            await(context, () -> server.commands().stream().anyMatch(command -> command.startsWith("HSET option:")));
            advance(context);

            assertThat(kindOf(written)).isEqualTo(SinkException.Kind.SLOW);
            server.end(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            context.onLoop(sink::close);
        }
    }

    @Test
    void write_serverAcceptsButNeverGreets_isSlowAndTheConnectionIsClosed() throws Exception {
        try (ScriptedServer server = new ScriptedServer(command -> null)) {
            TestContext context = context();
            Sink sink = sink(context, server.uri());
            CompletableFuture<Void> written = start(context, sink);
            await(context, () -> !server.commands().isEmpty());
            advance(context);

            assertThat(kindOf(written)).isEqualTo(SinkException.Kind.SLOW);
            server.end(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            context.onLoop(sink::close);
        }
    }

    @Test
    void write_afterAFailure_firstEndsTheConnectionBefore() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                command -> command.startsWith("HSET option:") ? "-OOM no memory" : healthy(command))) {
            TestContext context = context();
            Sink sink = sink(context, server.uri());
            failure(context, sink);
            server.answer(RedisFaultsTest::healthy);
            context.onLoop(() -> sink.write(batch(1, 1)));

            List<String> commands = server.commands();
            int killed = commands.indexOf("CLIENT KILL ID 7 ADDR 127.0.0.1:9");
            assertThat(killed).isGreaterThan(0);
            assertThat(commands.subList(killed, commands.size()))
                    .anyMatch(command -> command.startsWith("HSET option:"));
            context.onLoop(sink::close);
        }
    }

    @Test
    void write_predecessorNotEndedYet_isEndedByTheConnectionAfterTheNext() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                command -> command.startsWith("HSET option:") ? "-OOM no memory" : healthy(command))) {
            TestContext context = context();
            Sink sink = sink(context, server.uri());
            failure(context, sink);
            server.answer(command -> command.startsWith("CLIENT") ? null : healthy(command));
            CompletableFuture<Void> silent = start(context, sink);
            await(context, () -> kills(server) == 1);
            advance(context);
            assertThat(kindOf(silent)).isEqualTo(SinkException.Kind.SLOW);

            server.answer(RedisFaultsTest::healthy);
            context.onLoop(() -> sink.write(batch(1, 1)));
            assertThat(kills(server)).isEqualTo(2);
            context.onLoop(sink::close);
        }
    }

    private static long kills(ScriptedServer server) {
        return server.commands().stream()
                .filter("CLIENT KILL ID 7 ADDR 127.0.0.1:9"::equals)
                .count();
    }

    @Test
    void create_serverDown_startsAndStoresOnceItIsUp() throws Exception {
        int port = FreePort.find();
        TestContext context = context();
        Sink sink = sink(context, "redis://127.0.0.1:" + port);
        assertThat(failure(context, sink).kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);

        try (RedisProcess redis = RedisProcess.start(port);
                RawRedis raw = redis.raw()) {
            context.onLoop(() -> sink.write(batch(1, 10)));
            assertThat(raw.hash("stats:global")).containsEntry("quotes", "10");
            context.onLoop(sink::close);
        }
    }

    @Test
    void write_serverKilledAgainAndAgain_countsEachTickOnceAndKeepsTheNewest() throws Exception {
        int port = FreePort.find();
        TestContext context = context();
        Sink sink = sink(context, "redis://127.0.0.1:" + port);
        long stored = 0;
        for (int round = 0; round < 4; round++) {
            try (RedisProcess redis = RedisProcess.startDurable(port, folder)) {
                CompletableFuture<Void> written = new CompletableFuture<>();
                long first = stored + 1;
                context.getOnLoop(
                        () -> sink.write(batch(first, first + 4_999)).onComplete(ended -> written.complete(null)));
                redis.kill();
                written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            // The server comes back with some of it; the same ticks come again, cut otherwise.
            try (RedisProcess redis = RedisProcess.startDurable(port, folder);
                    RawRedis raw = redis.raw()) {
                for (long from = stored + 1; from <= stored + 5_000; from += 1_000) {
                    Batch part = batch(from, from + 999);
                    // The first call may find the end of the connection to the killed server.
                    context.onLoop(() -> sink.write(part).recover(broken -> sink.write(part)));
                }
                stored += 5_000;
                assertThat(raw.hash("stats:global"))
                        .containsEntry("quotes", Long.toString(stored))
                        .containsEntry("sequence", Long.toString(stored));
                List<Quote> latest = context.onLoop(() ->
                        ((LatestQuotes) sink).latest("ETH").recover(broken -> ((LatestQuotes) sink).latest("ETH")));
                assertThat(latest)
                        .containsExactlyInAnyOrderElementsOf(batch(stored - 499, stored).rows().stream()
                                .map(row -> (Quote) row.tick())
                                .toList());
            }
        }
        context.onLoop(sink::close);
    }

    /** As much of a server as the sink needs. */
    private static String healthy(String command) {
        if (command.startsWith("CLIENT INFO")) {
            return "+id=7 addr=127.0.0.1:9 laddr=127.0.0.1:8 fd=8";
        }
        return command.startsWith("HELLO") || command.startsWith("HGETALL") ? "*0" : OK;
    }

    private TestContext context() {
        return new TestContext("cache", vertx, timers, new FaultyDisk(), folder);
    }

    private static Sink sink(TestContext context, String uri) throws Exception {
        RedisSinkProvider provider = new RedisSinkProvider();
        Settings settings = Settings.of("sinks.cache", Map.of("uri", uri)).withDefaults(provider.settings());
        return context.getOnLoop(() -> provider.create(settings, context));
    }

    private static SinkException failure(TestContext context, Sink sink) {
        Throwable failure = catchThrowable(() -> context.onLoop(() -> sink.write(batch(1, 1))));
        assertThat(failure).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(SinkException.class);
        return (SinkException) failure.getCause();
    }

    private static CompletableFuture<Void> start(TestContext context, Sink sink) throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        context.getOnLoop(() -> sink.write(batch(1, 1)).onComplete(ended -> {
            if (ended.succeeded()) {
                written.complete(null);
            } else {
                written.completeExceptionally(ended.cause());
            }
        }));
        return written;
    }

    private static SinkException.Kind kindOf(CompletableFuture<Void> written) {
        Throwable failure = catchThrowable(() -> written.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(failure).hasCauseInstanceOf(SinkException.class);
        return ((SinkException) failure.getCause()).kind();
    }

    /** Waits for what a server has seen, a turn of the loop at a time. */
    private static void await(TestContext context, java.util.function.BooleanSupplier seen) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!seen.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            context.onLoop(() -> Future.succeededFuture());
        }
    }

    private void advance(TestContext context) throws Exception {
        context.getOnLoop(() -> {
            timers.advance(Duration.ofSeconds(1));
            return true;
        });
    }

    /** Ticks of 500 options in turn. */
    private static Batch batch(long first, long last) {
        List<Batch.Row> rows = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            rows.add(new Batch.Row(
                    i,
                    new QuoteBuilder("deribit", "ETH-27NOV26-" + (1_000 + i % 500) + "-C", i * 1_000, i * 1_000 + 7)
                            .bid((double) i / 3)
                            .build()));
        }
        return new Batch("journal", rows);
    }
}
