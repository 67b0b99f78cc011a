package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.tick.Quote;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The venue's own bytes, 2019 to 2026, against a second reading of them by another way. */
class RecordedMessagesTest {

    private final TickerReader reader = new TickerReader();

    @Test
    void read_ofRecordedSession_givesEveryTickerWithTheFilesNumbers() throws IOException {
        List<String> frames = Recordings.lines("cryptofeed_session_2021-04-17.jsonl").stream()
                .filter(line -> "recv".equals(line.getString("t")))
                .map(line -> line.getString("data"))
                .toList();

        assertThat(checkTickers(frames)).isEqualTo(92);
    }

    @Test
    void read_ofFixturesOfAllYears_givesEveryTickerWithTheFilesNumbers() throws IOException {
        List<String> tardis = Recordings.text("tardis-node_mapper_inputs_deribit.jsonl")
                .lines()
                .toList();
        List<String> parser =
                Recordings.text("crypto-msg-parser_deribit.jsonl").lines().toList();
        List<String> observed = Recordings.lines("observed_single_messages.jsonl").stream()
                .map(line -> line.getString("raw"))
                .toList();

        assertThat(checkTickers(tardis)).isEqualTo(10);
        assertThat(checkTickers(parser)).isEqualTo(3);
        assertThat(checkTickers(observed)).isEqualTo(2);
    }

    @Test
    void read_ofRecordedExpiry_hasNoSidesAndNoAlarm() throws IOException {
        String expiry = Recordings.text("tardis-node_mapper_inputs_deribit.jsonl")
                .lines()
                .filter(line -> line.contains("\"expired\""))
                .findFirst()
                .orElseThrow();

        assertThat(reader.read(Buffer.buffer(expiry))).isTrue();
        Quote quote = reader.quote("deribit", reader.instrument(), 0);

        assertThat(reader.oddValues()).isZero();
        assertThat(quote.exchangeMicros()).isEqualTo(1_591_603_200_048_000L);
        assertThat(quote.askIv()).isNaN();
        assertThat(quote.mark()).isZero();
        assertThat(quote.index()).isEqualTo(9729.25);
    }

    @Test
    void listing_ofRecordedInstruments_readsEveryOption() {
        var instruments =
                new JsonObject(Recordings.text("http_get_instruments_ETH_2021-04-17.json")).getJsonArray("result");
        var summaries = Samples.array(Samples.summary("ETH-25JUN21-600-P", 17.0));

        Listing listing = Listing.of(new Market("ETH"), instruments, summaries);

        // Of its 499 entries 7 are futures: it was asked for without a kind.
        assertThat(listing.skipped()).isZero();
        assertThat(listing.instruments()).hasSize(492);
        assertThat(Ranking.best(listing.instruments(), 1, Set.of()))
                .extracting(Instrument::name)
                .containsExactly("ETH-25JUN21-600-P");
    }

    @Test
    void listing_ofRecordedSummaries_readsOpenInterest() {
        var names = Recordings.lines("book_summaries_real.jsonl").stream()
                .flatMap(answer -> Fields.array(answer, "result").stream())
                .map(entry -> ((JsonObject) entry).getString("instrument_name"))
                .filter(name -> name.equals("ETH-24JUN22-1600-P"))
                .toList();
        var summaries = Recordings.lines("book_summaries_real.jsonl").stream()
                .map(answer -> Fields.array(answer, "result"))
                .filter(entries -> entries.encode().contains("ETH-24JUN22-1600-P"))
                .findFirst()
                .orElseThrow();

        Listing listing = Listing.of(
                new Market("ETH"), Samples.array(Samples.instrument(names.get(0), Samples.EXPIRY)), summaries);

        assertThat(listing.instruments()).containsExactly(new Instrument("ETH-24JUN22-1600-P", Samples.EXPIRY, 15135));
    }

    private int checkTickers(List<String> frames) throws IOException {
        int tickers = 0;
        for (String frame : frames) {
            JsonObject params = Fields.object(new JsonObject(frame), "params");
            String channel = Fields.text(params, "channel");
            boolean ticker = channel != null && channel.startsWith("ticker.");
            assertThat(reader.read(Buffer.buffer(frame))).as(frame).isEqualTo(ticker);
            if (ticker) {
                tickers++;
                check(params.getJsonObject("data"));
            }
        }
        return tickers;
    }

    private void check(JsonObject data) {
        Quote quote = reader.quote("deribit", reader.instrument(), 0);
        JsonObject greeks = Fields.object(data, "greeks");
        assertThat(quote.instrument()).isEqualTo(data.getString("instrument_name"));
        assertThat(quote.exchangeMicros()).isEqualTo(data.getLong("timestamp") * 1000);
        same(quote.bid(), side(data, "bid", "best_bid_price"));
        same(quote.bidSize(), side(data, "bid", "best_bid_amount"));
        same(quote.bidIv(), side(data, "bid", "bid_iv"));
        same(quote.ask(), side(data, "ask", "best_ask_price"));
        same(quote.askSize(), side(data, "ask", "best_ask_amount"));
        same(quote.askIv(), side(data, "ask", "ask_iv"));
        same(quote.last(), Fields.number(data, "last_price"));
        same(quote.mark(), Fields.number(data, "mark_price"));
        same(quote.markIv(), Fields.number(data, "mark_iv"));
        same(quote.underlying(), Fields.number(data, "underlying_price"));
        same(quote.index(), Fields.number(data, "index_price"));
        same(quote.openInterest(), Fields.number(data, "open_interest"));
        same(quote.delta(), Fields.number(greeks, "delta"));
        same(quote.gamma(), Fields.number(greeks, "gamma"));
        same(quote.vega(), Fields.number(greeks, "vega"));
        same(quote.theta(), Fields.number(greeks, "theta"));
        same(quote.rho(), Fields.number(greeks, "rho"));
    }

    private static void same(double actual, double expected) {
        assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
    }

    private static double side(JsonObject data, String side, String field) {
        boolean empty = data.getValue("best_" + side + "_price") == null
                || data.getDouble("best_" + side + "_price") == 0
                || data.getDouble("best_" + side + "_amount") == 0;
        return empty ? Double.NaN : Fields.number(data, field);
    }
}
