package dev.feedwarden.supervisor.cli;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.Trade;
import dev.feedwarden.supervisor.quotes.QuoteField;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a stored tick, under the name that JSON and CSV give it.
 *
 * @param value a text, a {@link Long} or a finite {@link Double}; null where the tick has none
 */
record TickColumn(String name, Function<Batch.Row, @Nullable Object> value) {

    /** Those of every tick, then those of a quote, then those of a trade. */
    static List<TickColumn> all(String journal) {
        List<TickColumn> columns = new ArrayList<>();
        columns.add(new TickColumn("journal", row -> journal));
        columns.add(new TickColumn("sequence", Batch.Row::sequence));
        columns.add(new TickColumn("kind", row -> row.tick() instanceof Quote ? "quote" : "trade"));
        columns.add(new TickColumn("feed", row -> row.tick().feed()));
        columns.add(new TickColumn("instrument", row -> row.tick().instrument()));
        columns.add(new TickColumn("exchangeTime", row -> time(row.tick().exchangeMicros())));
        columns.add(new TickColumn("receivedTime", row -> time(row.tick().receivedMicros())));
        for (QuoteField field : QuoteField.ALL) {
            columns.add(new TickColumn(
                    field.name(),
                    row -> row.tick() instanceof Quote quote
                            ? number(field.value().applyAsDouble(quote))
                            : null));
        }
        columns.add(ofTrade("id", Trade::id));
        columns.add(ofTrade("price", trade -> number(trade.price())));
        columns.add(ofTrade("size", trade -> number(trade.size())));
        columns.add(ofTrade("side", trade -> trade.side().name().toLowerCase(Locale.ROOT)));
        return List.copyOf(columns);
    }

    private static TickColumn ofTrade(String name, Function<Trade, @Nullable Object> value) {
        return new TickColumn(name, row -> row.tick() instanceof Trade trade ? value.apply(trade) : null);
    }

    private static @Nullable Object number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
