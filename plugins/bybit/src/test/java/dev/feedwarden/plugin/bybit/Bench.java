package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.HttpReply;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.kit.TestSession;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A feed in virtual time whose venue answers HTTP as the test says. */
final class Bench implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    final Vertx vertx = Vertx.vertx();
    final ManualTimers timers = new ManualTimers(NOW);
    final TestContext context = new TestContext("bybit", vertx, timers, new FaultyDisk(), Path.of("unused"));
    final List<URI> asked = new ArrayList<>();
    final Map<String, HttpReply> replies = new HashMap<>();
    final BybitFeed feed;

    Bench(Map<String, ?> settings) {
        replies.put("/v5/market/time", ok(new JsonObject()));
        replies.put("/v5/system/status", ok(new JsonObject().put("list", new JsonArray())));
        context.host(uri -> {
            asked.add(uri);
            HttpReply reply = replies.get(uri.getPath());
            return reply == null
                    ? Future.failedFuture(new java.io.IOException("no answer to " + uri))
                    : Future.succeededFuture(timed(reply));
        });
        feed = new BybitFeed(BybitSettings.of(Settings.of("feeds.bybit", settings)), context);
    }

    /** Lists options that expire in a day, with one more open interest each. */
    Bench lists(String... symbols) {
        var instruments = new JsonArray();
        var tickers = new JsonArray();
        for (String symbol : symbols) {
            instruments.add(instrument(symbol, NOW.plus(Duration.ofDays(1))));
            tickers.add(ticker(symbol, 10.0 + tickers.size(), "100"));
        }
        replies.put("/v5/market/instruments-info", ok(page(instruments, "")));
        replies.put("/v5/market/tickers", ok(new JsonObject().put("list", tickers)));
        return this;
    }

    static JsonObject page(JsonArray list, String cursor) {
        return new JsonObject().put("list", list).put("nextPageCursor", cursor);
    }

    static JsonObject instrument(String symbol, Instant delivery) {
        return new JsonObject()
                .put("symbol", symbol)
                .put("status", "Trading")
                .put("deliveryTime", String.valueOf(delivery.toEpochMilli()));
    }

    static JsonObject ticker(String symbol, double interest, String mark) {
        return new JsonObject()
                .put("symbol", symbol)
                .put("openInterest", String.valueOf(interest))
                .put("markPrice", mark);
    }

    static HttpReply ok(JsonObject result) {
        return reply(200, answer(0, "OK").put("result", result).toBuffer());
    }

    static JsonObject answer(int code, String message) {
        return new JsonObject()
                .put("retCode", code)
                .put("retMsg", message)
                .put("result", new JsonObject())
                .put("time", NOW.toEpochMilli());
    }

    static HttpReply reply(int status, Buffer body) {
        return new HttpReply(status, Map.of("content-type", "application/json"), body);
    }

    /** The venue's clock goes like ours, unless the test has set another time. */
    private HttpReply timed(HttpReply reply) {
        String still = "\"time\":" + NOW.toEpochMilli();
        String body = reply.body().toString();
        return new HttpReply(
                reply.status(),
                reply.headers(),
                Buffer.buffer(body.replace(still, "\"time\":" + timers.now().toEpochMilli())));
    }

    List<String> wanted() {
        return context.wanted().stream().map(Stream::id).toList();
    }

    TestSession session() {
        return new TestSession(0, timers);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
