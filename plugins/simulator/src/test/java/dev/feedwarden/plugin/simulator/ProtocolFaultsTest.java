package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of the protocol, seen by a client that has subscribed to ten tickers. */
class ProtocolFaultsTest {

    private static final int CHANNELS = 10;

    private Rig rig;
    private DeribitClient client;
    private List<String> channels;

    @BeforeEach
    void open() throws Exception {
        rig = Rig.started(Map.of("instruments", 40));
        client = rig.client();
        channels = Venues.tickers(rig, "ETH", CHANNELS);
        client.subscribe(channels);
        client.data(CHANNELS);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void stall_answersGoOn_dataDoesNot() throws Exception {
        client.call("public/set_heartbeat", new JsonObject().put("interval", 10));
        rig.fault("stall", "15s");
        rig.advance(Duration.ofSeconds(14));
        client.until(text -> text.contains("test_request"));
        client.call("public/test", new JsonObject());

        assertThat(client.drained()).isEmpty();
        assertThat(rig.truth().getInteger("sent")).isEqualTo(CHANNELS);
        rig.advance(Duration.ofSeconds(2));
        client.data(1);
    }

    @Test
    void malformed_everyDataMessage_cannotBeReadAndIsNoTick() throws Exception {
        rig.fault("malformed", "1s");
        rig.advance(Duration.ofMillis(900));
        client.call("public/test", new JsonObject());

        List<String> broken = client.drained();
        assertThat(broken).hasSizeGreaterThan(10).noneMatch(ProtocolFaultsTest::readable);
        assertThat(rig.truth().getInteger("sent")).isEqualTo(CHANNELS);
        assertThat(rig.truth().getInteger("spoiled")).isEqualTo(broken.size());
        rig.advance(Duration.ofSeconds(1));
        assertThat(client.data(5).subList(2, 5)).allMatch(ProtocolFaultsTest::readable);
    }

    @Test
    void duplicate_everyDataMessage_comesTwiceAndCountsOnce() throws Exception {
        rig.fault("duplicate", "10s");
        rig.advance(Duration.ofSeconds(1));
        JsonObject truth = rig.truth();
        int made = truth.getInteger("sent") - CHANNELS;

        List<String> data = client.data(2 * made);
        assertThat(made).isBetween(18, 21);
        assertThat(truth.getInteger("repeats")).isEqualTo(made);
        for (int i = 0; i < data.size(); i += 2) {
            assertThat(data.get(i)).isEqualTo(data.get(i + 1));
        }
    }

    @Test
    void outOfOrder_neighbours_changePlacesAndNoneIsLost() throws Exception {
        rig.fault("out-of-order", "2s");
        rig.advance(Duration.ofSeconds(3));
        List<String> data = client.data(rig.truth().getInteger("sent") - CHANNELS);

        Map<String, Long> last = new HashMap<>();
        int backwards = 0;
        for (String text : data) {
            JsonObject ticker = Venues.data(text);
            Long before = last.put(ticker.getString("instrument_name"), ticker.getLong("timestamp"));
            backwards += before != null && before > ticker.getLong("timestamp") ? 1 : 0;
        }
        assertThat(backwards).isGreaterThan(10);
        assertThat(data).doesNotHaveDuplicates();
    }

    @Test
    void rateLimit_wholeTime_answersTheErrorAndEndsTheSession() throws Exception {
        rig.fault("rate-limit", "10s");
        JsonObject told = client.until(text -> text.contains("error"));
        assertThat(told.getJsonObject("error").getInteger("code")).isEqualTo(10028);
        client.closeCode();

        DeribitClient second = rig.client();
        JsonObject answer = second.call("public/test", new JsonObject());
        assertThat(answer.getJsonObject("error").getString("message")).isEqualTo("too_many_requests");
        second.closeCode();
        assertThat(rig.get("/api/v2/public/test").statusCode()).isEqualTo(429);
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.client().call("public/test", new JsonObject()).containsKey("result"))
                .isTrue();
    }

    @Test
    void maintenance_isTold_refusesRequestsAndEnds() throws Exception {
        client.subscribe(List.of("platform_state"));
        rig.fault("maintenance", "10s");
        client.until(text -> text.contains("\"maintenance\":true"));
        rig.advance(Duration.ofSeconds(4));

        JsonObject refused = client.call("public/get_instruments", new JsonObject().put("currency", "ETH"));
        assertThat(refused.getJsonObject("error").getInteger("code")).isEqualTo(11051);
        assertThat(client.call("public/status", new JsonObject())
                        .getJsonObject("result")
                        .getString("locked"))
                .isEqualTo("true");
        assertThat(rig.client()
                        .call("public/subscribe", new JsonObject().put("channels", new JsonArray(channels)))
                        .getJsonObject("error")
                        .getString("message"))
                .isEqualTo("system_maintenance");
        assertThat(rig.truth().getInteger("sent")).isEqualTo(CHANNELS);
        rig.advance(Duration.ofSeconds(7));
        client.until(text -> text.contains("\"maintenance\":false"));
        client.until(text -> text.contains("\"channel\":\"ticker."));
    }

    @Test
    void ackMissing_newSubscriptions_areAcknowledgedInPart() throws Exception {
        rig.fault("ack-missing", "10s");
        DeribitClient second = rig.client();
        List<Object> first = second.subscribe(channels).stream().toList();
        assertThat(first).hasSize(CHANNELS / 2);

        List<String> missing = new ArrayList<>(channels);
        missing.removeAll(first);
        assertThat(second.subscribe(missing)).isEmpty();
        rig.advance(Duration.ofSeconds(2));
        second.call("public/test", new JsonObject());
        assertThat(second.drained())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(first)
                        .contains(new JsonObject(text).getJsonObject("params").getString("channel")));
        rig.advance(Duration.ofSeconds(8));
        assertThat(second.subscribe(missing)).hasSize(missing.size());
    }

    @Test
    void expire_someInstruments_closeAndStayAway() throws Exception {
        client.subscribe(List.of("instrument.state.option.ETH"));
        rig.fault("expire", "5s");

        client.until(text -> text.contains("\"settled\""));
        JsonObject closed =
                Venues.data(client.until(text -> text.contains("\"closed\"")).encode());
        String name = closed.getString("instrument_name");
        assertThat(closed.getString("estimated_delivery_price")).isEqualTo("expired");
        assertThat(closed.getDouble("delivery_price")).isPositive();
        assertThat(closed.getInteger("ask_iv")).isEqualTo(500);
        assertThat(closed.containsKey("settlement_price")).isFalse();
        client.until(text -> text.contains("\"terminated\"") && text.contains(name));

        assertThat(rig.get("/api/v2/public/get_instruments?currency=ETH").body())
                .doesNotContain(name);
        JsonObject gone = client.call("public/ticker", new JsonObject().put("instrument_name", name));
        assertThat(gone.getJsonObject("error").getInteger("code")).isEqualTo(-32602);
        assertThat(gone.getJsonObject("error").getJsonObject("data").getString("reason"))
                .isEqualTo("instrument is not active");
        assertThat(client.subscribe(List.of("ticker." + name + ".100ms"))).isEmpty();
        assertThat(rig.feed().getInteger("subscriptions")).isEqualTo(CHANNELS - 2 + 1);
    }

    @Test
    void expire_nothingSubscribed_waitsForTheFirstSubscription() throws Exception {
        client.call("public/unsubscribe_all", new JsonObject());
        rig.fault("expire", "5s");
        client.subscribe(channels.subList(0, 1));

        client.until(text -> text.contains("\"closed\""));
    }

    private static boolean readable(String text) {
        try {
            JsonObject params = new JsonObject(text).getJsonObject("params");
            return params.getValue("data") instanceof JsonObject data
                    && data.getValue("timestamp") instanceof Number
                    && data.getValue("instrument_name") instanceof String;
        } catch (DecodeException e) {
            return false;
        }
    }
}
