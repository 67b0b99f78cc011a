package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.feedwarden.api.tick.Quote;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every real message that is known: a ticker is decoded with its numbers, anything else is told from one. */
class RecordedMessagesTest {

    private final TickerReader reader = new TickerReader();

    @Test
    void optionMessages_tickersAreQuotes_othersAreNone() throws Exception {
        int tickers = 0;
        for (JsonObject line : Recordings.lines("option_messages_real_flat.jsonl")) {
            JsonObject message = new JsonObject(line.getString("raw"));
            boolean ticker = reader.read(message.toBuffer());
            assertThat(ticker).describedAs(line.encode()).isEqualTo(isTicker(message));
            if (ticker) {
                tickers++;
                Topic topic = new Topic(0);
                topic.take(reader, 1);
                compare(topic.quote("bybit", reader.symbol(), reader.millis(), 1), message);
            }
        }
        assertThat(tickers).isEqualTo(5);
    }

    /** Linear tickers have the same envelope, under other names and with changes. */
    @Test
    void linearSession_snapshotsAndChangesAreMerged_everyOtherFrameIsNoTicker() throws Exception {
        Map<String, Topic> topics = new HashMap<>();
        Map<String, JsonObject> states = new HashMap<>();
        int changes = 0;
        int others = 0;
        for (JsonObject line : Recordings.lines("cryptofeed_v5_linear_spot_2026-08-09.jsonl")) {
            if (!line.getString("t").equals("recv")) {
                continue;
            }
            JsonObject message = new JsonObject(line.getString("data"));
            if (!isTicker(message)) {
                assertThat(reader.read(message.toBuffer())).isFalse();
                others++;
                continue;
            }
            if (spot(message)) {
                assertThatThrownBy(() -> reader.read(message.toBuffer())).hasMessageContaining("data.markPrice");
                continue;
            }
            assertThat(reader.read(message.toBuffer()))
                    .describedAs(message.encode())
                    .isTrue();
            String symbol = reader.symbol();
            Topic topic = topics.computeIfAbsent(symbol, absent -> new Topic(0));
            assertThat(topic.take(reader, 1)).isTrue();
            JsonObject data = message.getJsonObject("data");
            changes += reader.delta() ? 1 : 0;
            JsonObject state =
                    states.merge(symbol, data.copy(), (old, change) -> reader.delta() ? old.mergeIn(change) : change);
            assertThat(topic.quote("bybit", symbol, 1, 1).mark())
                    .isEqualTo(Double.parseDouble(state.getString("markPrice")));
            assertThat(topic.quote("bybit", symbol, 1, 1).bid())
                    .isEqualTo(Double.parseDouble(state.getString("bid1Price")));
        }
        assertThat(changes).isPositive();
        assertThat(others).isGreaterThan(2_000);
    }

    @Test
    void singleMessages_failuresAndPongs_areNeverTickers() throws Exception {
        for (JsonObject line : Recordings.lines("observed_single_messages.jsonl")) {
            JsonObject message = new JsonObject(line.getString("raw"));
            assertThat(reader.read(message.toBuffer()))
                    .describedAs(line.encode())
                    .isEqualTo(isTicker(message));
            if (String.valueOf(line.getString("kind")).contains("pong")) {
                assertThat(Keepalive.isPong(message)).describedAs(line.encode()).isTrue();
            }
        }
    }

    /** Messages of the years before this protocol are refused or told apart, each for a reason. */
    @Test
    void olderMessages_areNoTickersOrSayWhy() {
        List<JsonObject> lines = Recordings.lines("tardis-node_mapper_inputs_bybit.jsonl");
        assertThat(lines).isNotEmpty().allSatisfy(message -> {
            try {
                boolean ticker = reader.read(message.toBuffer());
                assertThat(ticker && !isTicker(message)).isFalse();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        });
    }

    @Test
    void blockedPage_isNoJson() {
        Buffer page = Buffer.buffer(Recordings.text("http_403_cloudfront_body.html"));
        assertThatThrownBy(() -> reader.read(page)).isInstanceOf(IOException.class);
    }

    /** A ticker of the spot market names no mark price, so it is refused as no option's. */
    private static boolean spot(JsonObject message) {
        return message.getString("type").equals("snapshot")
                && !message.getJsonObject("data").containsKey("markPrice");
    }

    private static boolean isTicker(JsonObject message) {
        return message.getValue("topic") instanceof String topic && topic.startsWith("tickers.");
    }

    private static void compare(Quote quote, JsonObject message) {
        JsonObject data = message.getJsonObject("data");
        assertThat(quote.instrument()).isEqualTo(data.getString("symbol"));
        assertThat(quote.exchangeMicros()).isEqualTo(message.getLong("ts") * 1_000);
        assertThat(Double.valueOf(quote.bid())).isEqualTo(price(data, "bidPrice"));
        assertThat(Double.valueOf(quote.ask())).isEqualTo(price(data, "askPrice"));
        assertThat(Double.valueOf(quote.mark())).isEqualTo(price(data, "markPrice"));
        assertThat(Double.valueOf(quote.last())).isEqualTo(price(data, "lastPrice"));
        assertThat(quote.markIv() / 100).isCloseTo(price(data, "markPriceIv"), within(1e-12));
        assertThat(quote.theta()).isEqualTo(Double.parseDouble(data.getString("theta")));
    }

    private static Double price(JsonObject data, String name) {
        double value = Double.parseDouble(data.getString(name));
        return value == 0 ? Double.NaN : value;
    }
}
