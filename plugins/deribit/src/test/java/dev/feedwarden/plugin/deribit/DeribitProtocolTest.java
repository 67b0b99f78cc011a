package dev.feedwarden.plugin.deribit;

import static dev.feedwarden.plugin.deribit.Samples.array;
import static dev.feedwarden.plugin.deribit.Samples.instrument;
import static dev.feedwarden.plugin.deribit.Samples.notification;
import static dev.feedwarden.plugin.deribit.Samples.summary;
import static dev.feedwarden.plugin.deribit.Samples.ticker;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeribitProtocolTest {

    private static final String C4 = "ETH-25DEC26-4000-C";

    private final FakeContext context = new FakeContext(Instant.parse("2026-11-21T12:00:00Z"));
    private final DeribitFeed feed = context.feed(Map.of());

    @Test
    void connected_anyConnection_asksForHeartbeatsBeforeItIsReady() {
        FakeSession session = new FakeSession(1, context.timers).connect(feed);

        assertThat(session.sent)
                .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"public/set_heartbeat\","
                        + "\"params\":{\"interval\":10}}");
        assertThat(session.ready).isFalse();

        session.answer("public/set_heartbeat", "ok");

        assertThat(session.ready).isTrue();
        assertThat(session.sent).as("discovery belongs on connection 0").hasSize(1);
    }

    @Test
    void connected_connectionZero_discoversInExactlyTheseWords() {
        FakeSession session = greeted(0);
        session.answer("public/get_instruments", array(instrument(C4, Samples.EXPIRY)));
        session.answer("public/get_book_summary_by_currency", array(summary(C4, 1)));

        assertThat(session.sent.subList(1, session.sent.size()))
                .containsExactly(
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"public/subscribe\",\"params\":{\"channels\":"
                                + "[\"platform_state\",\"instrument.state.option.ETH\"]}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"public/get_instruments\",\"params\":"
                                + "{\"currency\":\"ETH\",\"kind\":\"option\",\"expired\":false}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"public/get_book_summary_by_currency\",\"params\":"
                                + "{\"currency\":\"ETH\",\"kind\":\"option\"}}");
        assertThat(context.wantedNames()).containsExactly(C4);
    }

    @ParameterizedTest
    @CsvSource({
        "11051, reset MAINTENANCE public/set_heartbeat: 11051 words notBefore 30s",
        "13021, reset CONFIGURATION public/set_heartbeat: 13021 words notBefore 30s",
        "13028, reset VENUE public/set_heartbeat: 13028 words notBefore 0s"
    })
    void connected_heartbeatRefused_connectsAnew(int code, String report) {
        FakeSession session = new FakeSession(1, context.timers).connect(feed);

        session.fail("public/set_heartbeat", code, "words");

        assertThat(session.reports).contains(report);
        assertThat(session.ready).isFalse();
    }

    @Test
    void connected_heartbeatUnanswered_timesOut() {
        FakeSession session = new FakeSession(0, context.timers).connect(feed);

        context.timers.advance(Duration.ofSeconds(15));

        assertThat(session.reports)
                .containsExactly(
                        "reset TIMEOUT public/set_heartbeat: public/set_heartbeat unanswered for 15 s notBefore 0s");
    }

    @Test
    void error_tooManyRequests_resetsWithGrowingPatience() {
        for (String notBefore : List.of("1s", "2s", "4s", "8s", "16s", "32s", "60s", "60s")) {
            FakeSession session = greeted(1);
            session.protocol().subscribe(List.of(C4));
            session.fail("public/subscribe", 10028, "too_many_requests");
            assertThat(session.reports)
                    .containsExactly("reset RATE_LIMIT 10028 too_many_requests notBefore " + notBefore);
        }
        context.timers.advance(Duration.ofMinutes(10));
        FakeSession later = greeted(1);
        later.receive("{\"error\":{\"code\":10028,\"message\":\"too_many_requests\"}}");
        assertThat(later.reports).containsExactly("reset RATE_LIMIT 10028 too_many_requests notBefore 1s");
    }

    @Test
    void error_maintenance_isTheVenuesWordAndEndsWithSuccess() {
        FakeSession session = greeted(0);
        session.fail("public/get_instruments", 11051, "system_maintenance");
        assertThat(session.reports)
                .containsExactly("venue MAINTENANCE", "fault MAINTENANCE discovery of ETH: 11051 system_maintenance");

        context.timers.advance(Duration.ofSeconds(30));
        assertThat(session.requests("public/status")).hasSize(1);
        session.answer("public/status", new JsonObject().put("locked", "false"));

        assertThat(session.reports).endsWith("venue OPEN");
    }

    @Test
    void status_whileOpen_isNotAsked() {
        FakeSession session = greeted(0);

        context.timers.advance(Duration.ofMinutes(5));

        assertThat(session.requests("public/status")).isEmpty();
    }

    @Test
    void lock_liftedWhileDisconnected_isClearedByTheNextConnection() {
        DeribitFeed both = context.feed(Map.of("currency", List.of("ETH", "BTC")));
        FakeSession first = new FakeSession(0, context.timers).connect(both);
        first.answer("public/set_heartbeat", "ok");
        var lock = new JsonObject().put("locked", true).put("price_index", "eth_usd");
        first.receive(notification("platform_state", lock));
        assertThat(first.reports).containsExactly("fault MAINTENANCE index eth_usd is locked");
        first.disconnect();

        FakeSession second = new FakeSession(0, context.timers).connect(both);
        second.answer("public/set_heartbeat", "ok");
        second.answer("public/status", new JsonObject().put("locked", "false"));
        second.receive(notification("platform_state", lock.copy().put("price_index", "btc_usd")));
        assertThat(second.reports).as("one of two").containsExactly("fault MAINTENANCE index btc_usd is locked");
    }

    @Test
    void notices_notGranted_areAskedForAgainAfterTheNextRound() {
        FakeSession session = greeted(0);
        session.answer("public/subscribe", new JsonArray().add("platform_state"));
        assertThat(session.reports).containsExactly("fault SUBSCRIPTION instrument.state.option.ETH: not acknowledged");

        session.answer("public/get_instruments", array(instrument(C4, Samples.EXPIRY)));
        session.answer("public/get_book_summary_by_currency", array(summary(C4, 1)));

        assertThat(session.last("public/subscribe").getJsonObject("params").encode())
                .isEqualTo("{\"channels\":[\"instrument.state.option.ETH\"]}");
    }

    @Test
    void platformState_onConnectionZero_isHeard() {
        FakeSession session = greeted(0);

        session.receive(notification("platform_state", new JsonObject().put("maintenance", true)));

        assertThat(session.reports).containsExactly("venue MAINTENANCE");
    }

    @Test
    void received_tickerOfWantedInstrumentUnderAnyInterval_isATick() {
        FakeSession session = discovered();

        session.receive(notification("ticker." + C4 + ".raw", ticker(C4)));
        session.receive(notification("ticker.ETH-25DEC26-9000-C.100ms", ticker("ETH-25DEC26-9000-C")));
        session.receive(notification("book." + C4 + ".100ms", new JsonObject().put("timestamp", 5)));

        assertThat(session.ticks).hasSize(1);
        assertThat(session.ticks.get(0).feed()).isEqualTo("deribit");
        assertThat(session.ticks.get(0).instrument()).isEqualTo(C4);
        assertThat(session.ticks.get(0).receivedMicros())
                .isEqualTo(Instant.parse("2026-11-21T12:00:00Z").getEpochSecond() * 1_000_000);
        assertThat(session.malformed).isEmpty();
    }

    @Test
    void received_oddValues_areCountedAndReportedTogether() {
        FakeSession session = discovered();
        for (int each = 0; each < 30; each++) {
            session.receive(notification(
                    "ticker." + C4 + ".100ms",
                    ticker(C4).put("timestamp", 100 + each).put("index_price", "expired")));
        }
        assertThat(context.readings).isEmpty();

        context.timers.advance(Duration.ofSeconds(10));

        assertThat(session.ticks).hasSize(30);
        assertThat(context.readings)
                .singleElement()
                .satisfies(reading -> assertThat(reading.metric()).isEqualTo("deribit.odd_values"))
                .satisfies(reading -> assertThat(reading.value()).isEqualTo(30));
        assertThat(session.reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":[",
                "{\"jsonrpc\":\"2.0\"}",
                "{\"method\":\"subscription\",\"params\":{\"data\":{}}}",
                "{\"method\":\"subscription\",\"params\":[]}",
                "{\"method\":\"subscription\",\"params\":{\"channel\":\"ticker.X.raw\",\"data\":{\"timestamp\":tru"
            })
    void received_unreadableFrame_isSetAsideAndTheNextOneIsRead(String frame) {
        FakeSession session = discovered();

        session.receive(frame);
        session.receive(notification("ticker." + C4 + ".100ms", ticker(C4)));

        assertThat(session.malformed).hasSize(1).doesNotContainNull();
        assertThat(session.ticks).hasSize(1);
    }

    @Test
    void received_answer_tellsTheVenuesTime() {
        FakeSession session = greeted(1);

        session.receive(
                "{\"id\":77,\"result\":[],\"usIn\":1790133840888348,\"usOut\":1790133840889867,\"usDiff\":1519}");

        assertThat(session.venueTime).isEqualTo(Instant.parse("2026-09-23T03:24:00.889867Z"));
    }

    @Test
    void received_answerWithSenselessTime_ignoresIt() {
        FakeSession session = greeted(1);

        session.receive("{\"id\":77,\"result\":[],\"usOut\":\"now\"}");
        session.receive("{\"id\":77,\"result\":[],\"usOut\":1e300}");

        assertThat(session.venueTime).isNull();
    }

    private FakeSession greeted(int index) {
        FakeSession session = new FakeSession(index, context.timers).connect(feed);
        session.answer("public/set_heartbeat", "ok");
        return session;
    }

    private FakeSession discovered() {
        FakeSession session = greeted(0);
        session.answer("public/subscribe", new JsonArray().add("platform_state").add("instrument.state.option.ETH"));
        session.answer("public/get_instruments", array(instrument(C4, Samples.EXPIRY)));
        session.answer("public/get_book_summary_by_currency", array(summary(C4, 1)));
        return session;
    }
}
