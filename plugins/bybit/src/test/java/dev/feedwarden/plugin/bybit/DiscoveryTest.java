package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.HttpReply;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {

    private final Bench bench = new Bench(Map.of("top", 2));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void round_wantsTheMostHeld_ofEveryPage() {
        bench.lists(Samples.CALL, Samples.PUT);
        bench.context.host(uri -> {
            bench.asked.add(uri);
            String query = String.valueOf(uri.getQuery());
            if (!uri.getPath().endsWith("instruments-info")) {
                return Future.succeededFuture(bench.replies.get(uri.getPath()));
            }
            return Future.succeededFuture(Bench.ok(
                    query.contains("cursor=a b&")
                            ? Bench.page(
                                    new JsonArray().add(Bench.instrument(Samples.PUT, Bench.NOW.plusSeconds(60))), "")
                            : Bench.page(
                                    new JsonArray().add(Bench.instrument(Samples.CALL, Bench.NOW.plusSeconds(60))),
                                    "a b")));
        });
        bench.feed.discover();
        assertThat(bench.wanted()).containsExactly(Samples.PUT, Samples.CALL);
    }

    @Test
    void cursorThatRepeats_endsTheRound_andTheOldSetStays() {
        bench.lists(Samples.CALL, Samples.PUT);
        bench.feed.discover();
        bench.replies.put("/v5/market/instruments-info", Bench.ok(Bench.page(new JsonArray(), "again")));
        bench.asked.clear();
        bench.timers.advance(Duration.ofMinutes(10));
        assertThat(bench.asked.stream().filter(uri -> uri.getPath().endsWith("instruments-info")))
                .hasSize(2);
        assertThat(bench.wanted()).hasSize(2);
        assertThat(faults()).containsExactly(FaultKind.VENUE);
    }

    @Test
    void listThatShrinks_isBelievedOnlyTheSecondTime() {
        bench.lists(Samples.CALL, Samples.PUT, "ETH-27MAR26-2000-P", "ETH-27MAR26-1000-P", "ETH-27MAR26-900-P");
        bench.feed.discover();
        List<String> before = bench.wanted();
        bench.lists(Samples.CALL);
        bench.timers.advance(Duration.ofMinutes(10));
        assertThat(bench.wanted()).isEqualTo(before);
        assertThat(faults()).containsExactly(FaultKind.GAP);
        bench.timers.advance(Duration.ofSeconds(2));
        assertThat(bench.wanted()).containsExactly(Samples.CALL);
    }

    @Test
    void expired_leavesAtItsMoment_andTheNextRankingFillsItsPlace() {
        bench.lists(Samples.CALL, Samples.PUT);
        bench.replies.put(
                "/v5/market/instruments-info",
                Bench.ok(Bench.page(
                        new JsonArray()
                                .add(Bench.instrument(Samples.CALL, Bench.NOW.plusSeconds(90)))
                                .add(Bench.instrument(Samples.PUT, Bench.NOW.plusSeconds(9_000)))
                                .add(Bench.instrument("ETH-27MAR26-900-P", Bench.NOW.plusSeconds(9_000))),
                        "")));
        bench.replies.put(
                "/v5/market/tickers",
                Bench.ok(new JsonObject()
                        .put(
                                "list",
                                new JsonArray()
                                        .add(Bench.ticker(Samples.CALL, 9, "1"))
                                        .add(Bench.ticker(Samples.PUT, 8, "1")))));
        bench.feed.discover();
        assertThat(bench.wanted()).containsExactly(Samples.PUT, Samples.CALL);
        bench.timers.advance(Duration.ofSeconds(90));
        assertThat(bench.wanted()).containsExactly(Samples.PUT);
        bench.timers.advance(Discovery.SETTLE);
        assertThat(bench.wanted()).containsExactly(Samples.PUT, "ETH-27MAR26-900-P");
    }

    @Test
    void unreadableEntries_areSkipped_andCounted() {
        bench.lists(Samples.CALL);
        bench.replies.put(
                "/v5/market/instruments-info",
                Bench.ok(Bench.page(
                        new JsonArray()
                                .add(Bench.instrument(Samples.CALL, Bench.NOW.plusSeconds(90)))
                                .add(Bench.instrument(
                                        "ETH-27MAR26-" + "9".repeat(30) + "-P", Bench.NOW.plusSeconds(90)))
                                .add(Bench.instrument("XRP-30OCT26-0.4-P-USDT", Bench.NOW.plusSeconds(90))
                                        .put("status", "PreLaunch"))
                                .add(17)
                                .add(new JsonObject().put("symbol", Samples.PUT)),
                        "")));
        bench.feed.discover();
        assertThat(bench.wanted()).containsExactly(Samples.CALL);
        bench.timers.advance(Duration.ofSeconds(10));
        assertThat(bench.context.readings())
                .anyMatch(reading -> reading.metric().equals("bybit.instruments_skipped") && reading.value() == 3);
    }

    @ParameterizedTest
    @CsvSource({
        "403, access too frequent, RATE_LIMIT, 600",
        "403, <HTML><H1>403 ERROR</H1> Bad request. We can't connect, CONFIGURATION, 600",
        "429, slow down, RATE_LIMIT, 10"
    })
    void httpRefusal_silencesTheHost(int status, String body, FaultKind kind, int seconds) {
        bench.replies.put("/v5/market/time", Bench.reply(status, Buffer.buffer(body)));
        bench.feed.discover();
        assertThat(bench.context.pauses()).containsEntry("api.bybit.com", Duration.ofSeconds(seconds));
        assertThat(faults()).containsExactly(kind);
        assertThat(bench.context.venue())
                .isEqualTo(kind == FaultKind.CONFIGURATION ? List.of(VenueState.BLOCKED) : List.of());
        int asked = bench.asked.size();
        bench.timers.advance(Duration.ofSeconds(seconds - 1));
        assertThat(bench.asked).hasSize(asked);
    }

    @Test
    void tooManyVisits_waitsForTheReset_measuredByTheVenuesClock() {
        long venue = Bench.NOW.toEpochMilli() - 3_600_000; // our clock is an hour ahead
        bench.replies.put(
                "/v5/market/time",
                new HttpReply(
                        200,
                        Map.of("x-bapi-limit-reset-timestamp", String.valueOf(venue + 7_000)),
                        Bench.answer(10006, "Too many visits!")
                                .put("time", venue)
                                .toBuffer()));
        bench.feed.discover();
        assertThat(bench.context.pauses()).containsEntry("api.bybit.com", Duration.ofSeconds(7));
    }

    @Test
    void regionRefused_isBlocked_untilTheVenueAnswers() {
        bench.replies.put(
                "/v5/market/time",
                Bench.reply(200, Bench.answer(10024, "compliance").toBuffer()));
        bench.feed.discover();
        assertThat(bench.context.venue()).containsExactly(VenueState.BLOCKED);
        bench.lists(Samples.CALL);
        bench.replies.put("/v5/market/time", Bench.ok(new JsonObject()));
        bench.timers.advance(Duration.ofMinutes(1));
        assertThat(bench.context.venue()).containsExactly(VenueState.BLOCKED, VenueState.OPEN);
    }

    @Test
    void maintenance_isTheVenuesWord_ofOptionsAlone() {
        bench.lists(Samples.CALL);
        bench.feed.discover();
        status("ongoing", 1);
        bench.timers.advance(Duration.ofMinutes(1));
        assertThat(bench.context.venue()).isEmpty();
        status("ongoing", 3);
        bench.timers.advance(Duration.ofMinutes(1));
        status("completed", 3);
        bench.timers.advance(Duration.ofMinutes(1));
        assertThat(bench.context.venue()).containsExactly(VenueState.MAINTENANCE, VenueState.OPEN);
    }

    @Test
    void clockOffset_isMeasured() {
        bench.lists(Samples.CALL);
        bench.replies.put(
                "/v5/market/time",
                Bench.reply(
                        200,
                        Bench.answer(0, "")
                                .put("time", Bench.NOW.toEpochMilli() - 900)
                                .toBuffer()));
        bench.feed.discover();
        assertThat(bench.context.readings())
                .anyMatch(reading -> reading.metric().equals("bybit.clock_offset"));
    }

    private void status(String state, int product) {
        bench.replies.put(
                "/v5/system/status",
                Bench.ok(new JsonObject()
                        .put(
                                "list",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("title", "upgrade")
                                                .put("state", state)
                                                .put("product", new JsonArray().add(product))
                                                .put("serviceTypes", new JsonArray().add(5))))));
    }

    private List<FaultKind> faults() {
        return bench.context.faults().stream().map(TestContext.Fault::kind).toList();
    }
}
