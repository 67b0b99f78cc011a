package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickerReaderTest {

    private static final long RECEIVED = 1_772_445_600_150_000L;

    private final TickerReader reader = new TickerReader();
    private final Topic topic = new Topic(0);

    @Test
    void read_snapshot_isAQuoteInItsUnits() throws Exception {
        assertThat(quote(Samples.message("snapshot", Samples.data(Samples.CALL))))
                .isEqualTo(new QuoteBuilder("bybit", Samples.CALL, Samples.TS * 1_000, RECEIVED)
                        .bid(120.5)
                        .bidSize(10)
                        .bidIv(60.04)
                        .ask(125)
                        .askSize(7.5)
                        .askIv(65.23)
                        .last(121)
                        .mark(122.05463912)
                        .markIv(62.33)
                        .underlying(3010.25055849)
                        .index(3009.53)
                        .openInterest(231.5)
                        .delta(0.42723543)
                        .gamma(0.0005193)
                        .vega(2.02075941)
                        .theta(-3.06527514)
                        .build());
        assertThat(reader.oddValues()).isZero();
    }

    @Test
    void read_fieldsInAnyOrder_sayTheSame() throws Exception {
        JsonObject message = Samples.message("snapshot", Samples.data(Samples.CALL));
        Quote expected = quote(message);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            JsonObject turned = shuffled(message, random).put("data", shuffled(message.getJsonObject("data"), random));
            assertThat(quote(shuffled(turned, random))).isEqualTo(expected);
        }
    }

    @Test
    void read_zeros_areAbsent_butInterestAndGreeksMayBeZero() throws Exception {
        JsonObject data = Samples.data(Samples.CALL);
        data.fieldNames().stream()
                .filter(name -> !name.equals("symbol"))
                .toList()
                .forEach(name -> data.put(name, "0"));
        assertThat(quote(Samples.message("snapshot", data)))
                .isEqualTo(new QuoteBuilder("bybit", Samples.CALL, Samples.TS * 1_000, RECEIVED)
                        .openInterest(0)
                        .delta(0)
                        .gamma(0)
                        .vega(0)
                        .theta(0)
                        .build());
    }

    @Test
    void read_sideWithoutASize_isEmpty() throws Exception {
        Quote quote = quote(Samples.message(
                "snapshot", Samples.data(Samples.CALL).put("bidSize", "0").put("askIv", "0")));
        assertThat(quote.bid()).isNaN();
        assertThat(quote.bidIv()).isNaN();
        assertThat(quote.ask()).isEqualTo(125);
        assertThat(quote.askIv()).isNaN();
    }

    @Test
    void read_delta_changesOnlyWhatItNames_untilTheNextSnapshot() throws Exception {
        quote(Samples.message("snapshot", Samples.data(Samples.CALL)));
        JsonObject change = new JsonObject()
                .put("symbol", Samples.CALL)
                .put("bidPrice", "121")
                .put("askPrice", "0");
        Quote changed = quote(Samples.message("delta", change));
        assertThat(changed.bid()).isEqualTo(121);
        assertThat(changed.bidSize()).isEqualTo(10);
        assertThat(changed.ask()).isNaN();
        assertThat(changed.mark()).isEqualTo(122.05463912);
        JsonObject next = Samples.data(Samples.CALL);
        next.remove("vega");
        assertThat(quote(Samples.message("snapshot", next)).vega()).isNaN();
    }

    @Test
    void read_deltaBeforeAnySnapshot_isNotUsed() throws Exception {
        JsonObject change = new JsonObject().put("symbol", Samples.CALL).put("bidPrice", "121");
        assertThat(reader.read(Samples.message("delta", change).toBuffer())).isTrue();
        assertThat(topic.take(reader, 1)).isFalse();
    }

    @Test
    void read_oddValues_areAbsentAndCounted() throws Exception {
        JsonObject data = Samples.data(Samples.CALL)
                .put("vega", "expired")
                .put("theta", new JsonObject().put("x", 1))
                .put("gamma", "")
                .putNull("delta")
                .put("openInterest", 17.5);
        Quote quote = quote(Samples.message("snapshot", data));
        assertThat(quote.vega()).isNaN();
        assertThat(quote.delta()).isNaN();
        assertThat(quote.openInterest()).isEqualTo(17.5);
        assertThat(reader.oddValues()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"args\":[\"1672916271846\"],\"op\":\"pong\"}",
                "{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"x\",\"op\":\"ping\"}",
                "{\"success\":true,\"conn_id\":\"x\",\"data\":{\"failTopics\":[],\"successTopics\":[\"tickers.A\"]},\"type\":\"COMMAND_RESP\"}",
                "{\"topic\":\"publicTrade.BTC\",\"ts\":1,\"type\":\"snapshot\",\"data\":[]}",
                "{\"data\":{\"s\":\"X\",\"b\":[],\"a\":[],\"u\":0},\"topic\":\"orderbook.25.X\",\"type\":\"snapshot\",\"ts\":1}",
                "{}"
            })
    void read_otherMessages_areNoTickers(String text) throws Exception {
        assertThat(reader.read(Buffer.buffer(text))).isFalse();
    }

    @Test
    void read_withoutWhatEveryTickerHas_saysWhatIsMissing() {
        refused(Samples.message("snapshot", Samples.data(Samples.CALL)).put("ts", "soon"), "ts in ms");
        refused(Samples.message("snapshot", Samples.data(Samples.CALL)).put("ts", -1), "ts in ms");
        refused(Samples.message("replace", Samples.data(Samples.CALL)), "snapshot or delta");
        refused(Samples.message("snapshot", Samples.data(Samples.CALL)).put("data", new JsonArray()), "an object");
        refused(Samples.message("snapshot", Samples.data(Samples.CALL)).put("topic", "tickers.ETH"), "data.symbol");
        refused(Samples.message("snapshot", Samples.data(Samples.CALL).put("markPrice", "soon")), "data.markPrice");
        refused(Samples.message("snapshot", Samples.data(Samples.CALL).put("bidPrice", "-1")), "data.bidPrice");
        JsonObject data = Samples.data(Samples.CALL);
        data.remove("askPrice");
        refused(Samples.message("snapshot", data), "data.askPrice");
    }

    @Test
    void read_cutAnywhere_isRefused_neverATicker() throws Exception {
        Buffer whole = Samples.snapshot(Samples.CALL);
        for (int length = 0; length < whole.length(); length++) {
            Buffer cut = whole.getBuffer(0, length);
            assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(IOException.class);
        }
        Buffer twice = whole.copy().appendBuffer(whole);
        assertThatThrownBy(() -> reader.read(twice)).hasMessageContaining("nothing after the message");
    }

    /** Whatever arrives is a ticker, something else, or refused by an IOException; and the next message is read as ever. */
    @Test
    void read_mutatedAndRandomBytes_nothingElseIsThrown() throws Exception {
        Quote expected = quote(Samples.message("snapshot", Samples.data(Samples.CALL)));
        byte[] sound = Samples.snapshot(Samples.CALL).getBytes();
        Random random = new Random(2026);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = sound.clone();
            if (i % 10 == 0) {
                bytes = new byte[random.nextInt(2_000)];
                random.nextBytes(bytes);
            }
            for (int change = random.nextInt(8); change >= 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                if (reader.read(Buffer.buffer(bytes))) {
                    assertThat(reader.symbol()).isNotNull();
                }
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(quote(Samples.message("snapshot", Samples.data(Samples.CALL))))
                .isEqualTo(expected);
    }

    @Test
    void read_deepNesting_isRefused() {
        Buffer deep = Buffer.buffer("{\"data\":" + "[".repeat(500_000));
        assertThatThrownBy(() -> reader.read(deep)).isInstanceOf(IOException.class);
    }

    private void refused(JsonObject message, String why) {
        assertThatThrownBy(() -> reader.read(message.toBuffer()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private Quote quote(JsonObject message) throws IOException {
        assertThat(reader.read(message.toBuffer())).isTrue();
        assertThat(topic.take(reader, 1)).isTrue();
        return topic.quote("bybit", reader.symbol(), reader.millis(), RECEIVED);
    }

    private static JsonObject shuffled(JsonObject object, Random random) {
        List<String> names = new ArrayList<>(object.fieldNames());
        Collections.shuffle(names, random);
        JsonObject shuffled = new JsonObject();
        names.forEach(name -> shuffled.put(name, object.getValue(name)));
        return shuffled;
    }
}
