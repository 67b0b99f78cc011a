package dev.feedwarden.plugin.deribit;

import static dev.feedwarden.plugin.deribit.Samples.notification;
import static dev.feedwarden.plugin.deribit.Samples.ticker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.tick.Quote;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickerReaderTest {

    private static final String NAME = "ETH-25DEC26-4000-C";
    private static final String CHANNEL = "ticker.ETH-25DEC26-4000-C.100ms";

    private final TickerReader reader = new TickerReader();

    @Test
    void quote_ofWholeTicker_hasEveryNumberAsSent() throws IOException {
        assertThat(read(notification(CHANNEL, ticker(NAME)).encode()))
                .isEqualTo(new Quote(
                        "deribit",
                        NAME,
                        1_790_133_840_887_000L,
                        5,
                        0.0525,
                        0.0535,
                        12,
                        7,
                        0.05,
                        0.053012,
                        60.76,
                        68.88,
                        64.2,
                        4012.5,
                        4001.25,
                        1047,
                        0.45,
                        0.00121,
                        1.64829,
                        -4.39264,
                        0.62314));
        assertThat(reader.oddValues()).isZero();
    }

    @Test
    void quote_ofAnotherFieldOrder_isTheSame() throws IOException {
        JsonObject data = ticker(NAME);
        Quote expected = read(notification(CHANNEL, data).encode());
        var turned = new JsonObject().put("greeks", data.remove("greeks")).mergeIn(data);

        String frame = "{\"params\":{\"data\":" + turned.encode() + ",\"label\":[{}],\"channel\":\"" + CHANNEL
                + "\"},\"method\":\"subscription\",\"jsonrpc\":\"2.0\"}\n";

        assertThat(read(frame)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "agg2", "100ms"})
    void instrument_underAnyInterval_isTheOneOfTheChannel(String interval) throws IOException {
        read(notification("ticker.MATIC_USDC-9MAR24-1d02-C." + interval, ticker("x"))
                .encode());

        assertThat(reader.instrument()).isEqualTo("MATIC_USDC-9MAR24-1d02-C");
    }

    @Test
    void quote_ofZeroSides_hasNoneOfTheirNumbers() throws IOException {
        Quote quote = read(notification(
                        CHANNEL,
                        ticker(NAME)
                                .put("best_bid_price", 0.0)
                                .put("best_bid_amount", 0)
                                .put("bid_iv", 0.0)
                                .put("best_ask_price", 0)
                                .put("best_ask_amount", 0.0)
                                .put("ask_iv", 500))
                .encode());

        assertThat(new double[] {
                    quote.bid(), quote.bidSize(), quote.bidIv(), quote.ask(), quote.askSize(), quote.askIv()
                })
                .containsOnly(Double.NaN);
        assertThat(quote.mark()).isEqualTo(0.053012);
    }

    @Test
    void quote_ofSideWithOnlyHalfOfItZero_isEmptyToo() throws IOException {
        Quote quote =
                read(notification(CHANNEL, ticker(NAME).put("best_bid_price", 0).put("best_ask_amount", 0))
                        .encode());

        assertThat(new double[] {quote.bid(), quote.bidSize(), quote.ask(), quote.askSize()})
                .containsOnly(Double.NaN);
    }

    @Test
    void quote_ofNullSideAndNeverTraded_hasNoneOfTheirNumbers() throws IOException {
        Quote quote = read(notification(
                        CHANNEL,
                        ticker(NAME)
                                .putNull("best_bid_price")
                                .putNull("best_bid_amount")
                                .putNull("last_price"))
                .encode());

        assertThat(new double[] {quote.bid(), quote.bidSize(), quote.bidIv(), quote.last()})
                .containsOnly(Double.NaN);
        assertThat(quote.ask()).isEqualTo(0.0535);
        assertThat(reader.oddValues()).isZero();
    }

    @Test
    void quote_ofPresentSideWithoutVolatility_keepsTheZero() throws IOException {
        Quote quote =
                read(notification(CHANNEL, ticker(NAME).put("bid_iv", 0.0)).encode());

        assertThat(quote.bidIv()).isZero();
        assertThat(quote.bid()).isEqualTo(0.0525);
    }

    @Test
    void quote_ofExpiredOption_toleratesTextInNumericFields() throws IOException {
        JsonObject data = ticker(NAME)
                .put("state", "closed")
                .put("estimated_delivery_price", "expired")
                .put("index_price", "expired")
                .put("mark_price", new JsonArray().add(1))
                .put("delivery_price", 3999.5);
        data.remove("settlement_price");

        Quote quote = read(notification(CHANNEL, data).encode());

        assertThat(quote.index()).isNaN();
        assertThat(quote.mark()).isNaN();
        assertThat(quote.openInterest()).isEqualTo(1047);
        assertThat(reader.oddValues()).isEqualTo(2);
    }

    @Test
    void quote_ofSparseTicker_hasWhatIsThere() throws IOException {
        Quote quote = read("{\"params\":{\"channel\":\"" + CHANNEL
                + "\",\"data\":{\"timestamp\":1790133840887,\"mark_price\":1.423e-4,\"open_interest\":2.2e3,"
                + "\"future_field\":{\"delta\":[1]}}}}");

        assertThat(quote.mark()).isEqualTo(1.423e-4);
        assertThat(quote.openInterest()).isEqualTo(2200);
        assertThat(quote.delta()).isNaN();
    }

    @Test
    void read_afterAnotherFrame_remembersNothingOfIt() throws IOException {
        read(notification(CHANNEL, ticker(NAME).put("index_price", "expired")).encode());

        Quote quote = read("{\"params\":{\"channel\":\"" + CHANNEL + "\",\"data\":{\"timestamp\":1}}}");

        assertThat(quote.bid()).isNaN();
        assertThat(reader.oddValues()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":[\"ticker.X.raw\"]}",
                "{\"params\":{\"type\":\"test_request\"},\"method\":\"heartbeat\",\"jsonrpc\":\"2.0\"}",
                "{\"method\":\"subscription\",\"params\":{\"channel\":\"book.X.raw\",\"data\":{\"timestamp\":1}}}",
                "{\"method\":\"subscription\",\"params\":{\"data\":[{}],\"channel\":\"trades.X.raw\"}}",
                "{\"method\":\"subscription\",\"params\":{\"channel\":7,\"data\":{}}}",
                "{\"method\":\"subscription\"}",
                "{}"
            })
    void read_ofAnotherMessage_isFalse(String frame) throws IOException {
        assertThat(reader.read(Buffer.buffer(frame))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[1]",
                "{\"params\":{\"channel\":\"ticker.X.raw\",\"data\":{}}}",
                "{\"params\":{\"channel\":\"ticker.X.raw\",\"data\":{\"timestamp\":\"soon\"}}}",
                "{\"params\":{\"channel\":\"ticker.X.raw\",\"data\":{\"timestamp\":-5}}}",
                "{\"params\":{\"channel\":\"ticker.X.raw\",\"data\":{\"timestamp\":1e300}}}",
                "{\"params\":{\"channel\":\"ticker.X.raw\",\"data\":{\"timestamp\":1,\"mark_price\":NaN}}}"
            })
    void read_ofUnreadableFrame_fails(String frame) {
        assertThatThrownBy(() -> reader.read(Buffer.buffer(frame))).isInstanceOf(IOException.class);
    }

    @Test
    void read_ofFrameCutAnywhere_isNeverAnotherTicker() throws IOException {
        String frame = notification(CHANNEL, ticker(NAME)).encode();
        Quote whole = read(frame);
        for (int length = frame.indexOf("\"best_bid_price\""); length < frame.length(); length++) {
            String cut = frame.substring(0, length);
            if (cut.endsWith("}") && cut.contains("\"rho\":0.62314}")) {
                assertThat(read(cut)).isEqualTo(whole);
            } else {
                assertThatThrownBy(() -> reader.read(Buffer.buffer(cut)))
                        .as(cut)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private Quote read(String frame) throws IOException {
        assertThat(reader.read(Buffer.buffer(frame))).isTrue();
        return reader.quote("deribit", reader.instrument(), 5);
    }
}
