package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that only Deribit has, seen by a client that has subscribed to twelve tickers. */
class DeribitFaultsTest {

    private static final int CHANNELS = 12;

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
    void noAck_subscribing_isNeitherAnsweredNorCarriedOut() throws Exception {
        DeribitClient second = rig.client();
        rig.fault("no-ack", "5s");
        second.ask("public/subscribe", channels(channels));
        second.call("public/test", new JsonObject());
        assertThat(second.drained()).isEmpty();
        assertThat(rig.feed().getInteger("subscriptions")).isEqualTo(CHANNELS);
    }

    @Test
    void argsTooLong_elevenChannels_isTooLargeWithoutAnId() throws Exception {
        DeribitClient second = rig.client();
        rig.fault("args-too-long", "5s");
        second.ask("public/subscribe", channels(channels));
        JsonObject answer = second.until(text -> text.contains("error"));
        assertThat(answer.containsKey("id")).isFalse();
        assertThat(answer.getJsonObject("error").getInteger("code")).isEqualTo(-32600);
        assertThat(second.subscribe(channels.subList(0, 10))).hasSize(10);
    }

    @Test
    void pongMissing_neitherAsksNorAnswers_andDataGoesOn() throws Exception {
        client.call("public/set_heartbeat", new JsonObject().put("interval", 10));
        rig.fault("pong-missing", "30s");
        client.ask("public/test", new JsonObject());
        rig.advance(Duration.ofSeconds(25));
        client.call("public/get_time", new JsonObject());
        assertThat(client.drained())
                .isNotEmpty()
                .noneMatch(text -> text.contains("test_request") || text.contains("version"));
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void late_dataComesEightSecondsAfterItWasMade_andAllOfIt() throws Exception {
        rig.fault("late", "20s");
        rig.advance(Duration.ofMillis(7_900));
        client.call("public/test", new JsonObject());
        assertThat(client.drained()).isEmpty();
        rig.advance(Duration.ofSeconds(4));
        long now = client.call("public/get_time", new JsonObject()).getLong("result");
        List<String> late = client.drained();
        assertThat(late).isNotEmpty();
        assertThat(now - Venues.data(late.get(late.size() - 1)).getLong("timestamp"))
                .isBetween(8_000L, 8_200L);
        rig.advance(Duration.ofSeconds(9));
        assertThat(client.data(rig.truth().getInteger("sent") - CHANNELS - late.size()))
                .doesNotHaveDuplicates();
    }

    @Test
    void emptySides_areZeroOrNull() throws Exception {
        rig.fault("empty-sides", "5s");
        rig.advance(Duration.ofSeconds(1));
        assertThat(client.data(10)).extracting(Venues::data).allSatisfy(ticker -> {
            assertThat(ticker.getValue("best_bid_price")).isIn(0.0, null);
            assertThat(ticker.getValue("last_price")).isNull();
        });
    }

    @Test
    void oddValues_numbersAreTexts() throws Exception {
        rig.fault("odd-values", "5s");
        rig.advance(Duration.ofSeconds(1));
        assertThat(client.data(10)).extracting(Venues::data).allSatisfy(ticker -> {
            assertThat(ticker.getValue("index_price")).isEqualTo("expired");
            assertThat(ticker.getInteger("ask_iv")).isEqualTo(500);
        });
    }

    @Test
    void oddList_everyFifthEntry_cannotBeUsed() throws Exception {
        rig.fault("odd-list", "5s");
        JsonArray listed = client.call("public/get_instruments", new JsonObject().put("currency", "ETH"))
                .getJsonArray("result");
        long unusable = listed.stream()
                .map(JsonObject.class::cast)
                .filter(entry -> !entry.containsKey("instrument_name") || !entry.containsKey("expiration_timestamp"))
                .count();
        assertThat(unusable).isEqualTo((listed.size() + 4) / 5);
    }

    @Test
    void bookGap_booksComeBetweenTickers_andTheirPredecessorsDoNot() throws Exception {
        rig.fault("book-gap", "5s");
        rig.advance(Duration.ofSeconds(1));
        client.call("public/test", new JsonObject());
        List<JsonObject> books = client.drained().stream()
                .filter(text -> text.contains("\"channel\":\"book."))
                .map(Venues::data)
                .toList();
        assertThat(books).hasSizeGreaterThan(10);
        for (int i = 1; i < books.size(); i++) {
            assertThat(books.get(i).getLong("prev_change_id"))
                    .isNotEqualTo(books.get(i - 1).getLong("change_id"));
        }
    }

    @Test
    void platformFlood_tellsOfEveryIndexEachSecond_andLocksOthersOnly() throws Exception {
        client.subscribe(List.of("platform_state"));
        rig.fault("platform-flood", "10s");
        for (int second = 0; second < 5; second++) {
            rig.advance(Duration.ofSeconds(1));
        }
        client.call("public/test", new JsonObject());
        List<JsonObject> told = client.drained().stream()
                .filter(text -> text.contains("platform_state"))
                .map(Venues::data)
                .toList();
        assertThat(told).hasSizeGreaterThan(35);
        assertThat(told)
                .filteredOn(state -> state.getBoolean("locked"))
                .isNotEmpty()
                .noneMatch(state -> state.getString("price_index").startsWith("eth"));
    }

    @Test
    void clockSkew_venueIsAhead_andNeverGoesBack() throws Exception {
        long before = client.call("public/get_time", new JsonObject()).getLong("result");
        rig.fault("clock-skew", "5s");
        long during = client.call("public/get_time", new JsonObject()).getLong("result");
        assertThat(during - before).isEqualTo(2_000);
        rig.advance(Duration.ofSeconds(6));
        assertThat(client.call("public/get_time", new JsonObject()).getLong("result"))
                .isBetween(during, before + 7_000);
    }

    private static JsonObject channels(List<String> channels) {
        return new JsonObject().put("channels", new JsonArray(channels));
    }
}
