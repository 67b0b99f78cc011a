package dev.feedwarden.supervisor.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Trade;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTableTest {

    private static final Instant NOW = Instant.parse("2026-11-27T07:58:30Z");

    private final ManualTimers timers = new ManualTimers(NOW);
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final QuoteTable table = new QuoteTable(timers, meters);

    @Test
    void quote_ofTheSameOption_takesThePlaceOfTheOneBefore() {
        table.accept(List.of(quote("BTC-25DEC26-60000-C", 0, 1), quote("BTC-25DEC26-60000-C", 5, 2)));

        assertThat(bids("BTC")).containsExactly(2.0);
    }

    @Test
    void quote_thatWasSentEarlier_changesNothing() {
        table.accept(List.of(quote("BTC-25DEC26-60000-C", 5, 2), quote("BTC-25DEC26-60000-C", 0, 1)));

        assertThat(bids("BTC")).containsExactly(2.0);
    }

    @Test
    void quote_stampedInTheFuture_doesNotKeepOutTheNext() {
        long now = QuoteTable.micros(NOW);
        Quote future = new QuoteBuilder("deribit", "BTC-25DEC26-60000-C", now + 3_600_000_000L, now)
                .bid(1)
                .build();
        table.accept(List.of(future, quote("BTC-25DEC26-60000-C", 1, 2)));

        assertThat(bids("BTC")).containsExactly(2.0);
    }

    @Test
    void tick_ofWhatIsNoOptionOrNoQuote_isNotHeld() {
        table.accept(List.of(
                quote("BTC-PERPETUAL", 0, 1),
                new Trade("deribit", "BTC-25DEC26-60000-C", 0, 0, "1", 1, 1, Trade.Side.BUY)));

        assertThat(table.size()).isZero();
    }

    @Test
    void table_thatIsFull_dropsTheOneThatIsOldestAndCountsIt() {
        for (int strike = 1; strike <= QuoteTable.MOST; strike++) {
            table.accept(List.of(quote("BTC-25DEC26-" + strike + "-C", 0, strike)));
        }
        table.accept(List.of(quote("BTC-25DEC26-1-C", 1, 1), quote("ETH-25DEC26-1-C", 1, 1)));

        assertThat(table.size()).isEqualTo(QuoteTable.MOST);
        assertThat(meters.total(Meter.QUOTES_DROPPED)).isEqualTo(1);
        assertThat(bids("BTC")).contains(1.0).doesNotContain(2.0);
    }

    @Test
    void option_thatExpires_leaves() {
        table.accept(List.of(quote("BTC-27NOV26-60000-C", 0, 1), quote("BTC-25DEC26-60000-C", 0, 2)));
        timers.advance(Duration.ofSeconds(89));
        table.accept(List.of(quote("BTC-25DEC26-60000-C", 89, 2)));
        assertThat(table.size()).isEqualTo(2);
        timers.advance(Duration.ofSeconds(61));
        table.accept(List.of(quote("BTC-25DEC26-60000-C", 150, 2)));

        assertThat(bids("BTC")).containsExactly(2.0);
    }

    @Test
    void option_ofAReplay_expiresByTheTimeOfItsVenue() {
        long received = QuoteTable.micros(NOW.plusSeconds(61));
        long then = QuoteTable.micros(Instant.parse("2021-05-06T12:00:00Z"));
        timers.advance(Duration.ofSeconds(61));
        table.accept(List.of(
                new QuoteBuilder("replay", "BTC-7MAY21-60000-C", then, received).build(),
                new QuoteBuilder("replay", "BTC-6MAY21-60000-C", then, received).build()));

        assertThat(table.of("BTC")).extracting(each -> each.key().instrument()).containsExactly("BTC-7MAY21-60000-C");
    }

    private List<Double> bids(String underlying) {
        return table.of(underlying).stream().map(each -> each.quote().bid()).toList();
    }

    private static Quote quote(String instrument, int second, double bid) {
        long micros = QuoteTable.micros(NOW.plusSeconds(second));
        return new QuoteBuilder("deribit", instrument, micros, micros).bid(bid).build();
    }
}
