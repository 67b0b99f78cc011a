package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveDataTest {

    private Rig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void tickers_tenSeconds_comeAtThePaceAndTheTruthCountsThem() throws Exception {
        rig = Rig.started(Map.of("instruments", 100));
        DeribitClient client = rig.client();
        client.subscribe(Venues.tickers(rig, "ETH", 50));
        rig.advance(Duration.ofSeconds(10));

        JsonObject truth = rig.truth();
        List<String> received = client.data(truth.getInteger("sent"));

        assertThat(truth.getInteger("sent")).isBetween(245, 252);
        assertThat(truth.getInteger("first")).isEqualTo(1);
        assertThat(truth.getInteger("last")).isEqualTo(truth.getInteger("sent"));
        assertThat(truth.getInteger("repeats")).isZero();
        assertThat(truth.getBoolean("recording")).isFalse();
        assertThat(new HashSet<>(received)).hasSameSizeAs(received);
        client.call("public/test", new JsonObject());
        assertThat(client.drained()).isEmpty();
    }

    @Test
    void truthFile_holdsTheMessageOfEveryTickThatWasSent() throws Exception {
        rig = Rig.started(Map.of("instruments", 20, "truth_file", "truth/deribit.jsonl"));
        DeribitClient client = rig.client();
        client.subscribe(Venues.tickers(rig, "ETH", 20));
        rig.advance(Duration.ofSeconds(2));
        List<String> received = client.data(rig.truth().getInteger("sent"));
        rig.advance(Duration.ofMillis(100));

        assertThat(rig.lines("truth/deribit.jsonl", received.size())).startsWith(received.toArray(String[]::new));
    }

    @Test
    void tickers_ofOneInstrument_haveRisingTimesThatAreNeverAhead() throws Exception {
        rig = Rig.started(Map.of("instruments", 20, "ticks_per_second", 100));
        DeribitClient client = rig.client();
        client.subscribe(Venues.tickers(rig, "ETH", 20));
        rig.advance(Duration.ofSeconds(5));

        Map<String, Long> last = new HashMap<>();
        Set<List<String>> orders = new HashSet<>();
        boolean zeroSide = false;
        boolean untraded = false;
        for (String text : client.data(rig.truth().getInteger("sent"))) {
            JsonObject data = Venues.data(text);
            Long before = last.put(data.getString("instrument_name"), data.getLong("timestamp"));
            assertThat(data.getLong("timestamp"))
                    .isGreaterThan(before == null ? 0 : before)
                    .isLessThanOrEqualTo(rig.timers.now().toEpochMilli());
            orders.add(List.copyOf(data.fieldNames()));
            zeroSide |= Double.valueOf(0).equals(data.getValue("best_bid_price"));
            untraded |= data.getValue("last_price") == null;
        }
        assertThat(last).hasSize(20);
        assertThat(orders).hasSizeGreaterThan(2);
        assertThat(zeroSide).isTrue();
        assertThat(untraded).isTrue();
    }

    @Test
    void subscribe_again_sendsNoSecondSnapshot() throws Exception {
        rig = Rig.started(Map.of("instruments", 20));
        DeribitClient client = rig.client();
        List<String> channels = Venues.tickers(rig, "ETH", 1);
        client.subscribe(channels);
        client.data(1);
        rig.advance(Duration.ofMillis(10));

        assertThat(client.subscribe(channels)).hasSize(1);
        client.call("public/test", new JsonObject());
        assertThat(client.drained()).isEmpty();
    }

    @Test
    void indexAndPlatform_subscribed_aSecond() throws Exception {
        rig = Rig.started(Map.of("instruments", 20));
        DeribitClient client = rig.client();
        client.subscribe(List.of("deribit_price_index.eth_usd", "platform_state"));
        rig.advance(Duration.ofSeconds(3));

        JsonObject index = client.until(text -> text.contains("deribit_price_index"));
        assertThat(Venues.data(index.encode()).getDouble("price")).isPositive();
        assertThat(rig.truth().getInteger("sent")).isZero();
    }

    @Test
    void options_ofTheDay_expireAtEightAndNewOnesAreListed() throws Exception {
        rig = Rig.started(Instant.parse("2026-11-18T07:59:58Z"), Map.of("instruments", 20, "currencies", "ETH"));
        DeribitClient client = rig.client();
        String due = "ETH-18NOV26";
        List<String> channels = Venues.tickers(rig, "ETH", 20);
        client.subscribe(channels);
        client.subscribe(List.of("instrument.state.option.ETH"));
        client.data(channels.size());
        rig.advance(Duration.ofSeconds(3));

        JsonObject closed = client.until(text -> text.contains("\"closed\""));
        assertThat(Venues.data(closed.encode()).getString("instrument_name")).startsWith(due);
        client.until(text -> text.contains("\"started\"") && text.contains("ETH-21NOV26"));
        assertThat(rig.get("/api/v2/public/get_instruments?currency=ETH").body())
                .doesNotContain(due)
                .contains("ETH-21NOV26");
        assertThat(rig.get("/api/v2/public/get_instruments?currency=ETH&expired=true")
                        .body())
                .contains(due);
    }

    @Test
    void seed_same_makesTheSameMarket() throws Exception {
        rig = Rig.started(Map.of("instruments", 20, "seed", 7));
        String first = summaries();
        rig.close();
        rig = Rig.started(Map.of("instruments", 20, "seed", 7));
        assertThat(summaries()).isEqualTo(first);
        rig.close();
        rig = Rig.started(Map.of("instruments", 20, "seed", 8));
        assertThat(summaries()).isNotEqualTo(first);
    }

    private String summaries() throws Exception {
        return new JsonObject(rig.get("/api/v2/public/get_book_summary_by_currency?currency=ETH")
                        .body())
                .getJsonArray("result")
                .encode();
    }
}
