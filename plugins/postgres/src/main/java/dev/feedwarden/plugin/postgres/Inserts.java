package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch with one statement for its quotes and one for its trades, whatever its size: each column goes as one
 * array. Rows that are there already stay as they are.
 */
final class Inserts {

    /** The first moment that PostgreSQL can store, 4713-01-01 BC, with a day to spare. */
    private static final long LEAST_MICROS = -210_866_716_800_000_000L;

    private static final List<String> KEYS = List.of(
            "sequence bigint",
            "feed text",
            "instrument text",
            "exchange_time timestamptz",
            "received_time timestamptz");

    private static final List<Column<Quote>> QUOTE = List.of(
            new Column<>("bid", Quote::bid),
            new Column<>("ask", Quote::ask),
            new Column<>("bid_size", Quote::bidSize),
            new Column<>("ask_size", Quote::askSize),
            new Column<>("last", Quote::last),
            new Column<>("mark", Quote::mark),
            new Column<>("bid_iv", Quote::bidIv),
            new Column<>("ask_iv", Quote::askIv),
            new Column<>("mark_iv", Quote::markIv),
            new Column<>("underlying", Quote::underlying),
            new Column<>("index", Quote::index),
            new Column<>("open_interest", Quote::openInterest),
            new Column<>("delta", Quote::delta),
            new Column<>("gamma", Quote::gamma),
            new Column<>("vega", Quote::vega),
            new Column<>("theta", Quote::theta),
            new Column<>("rho", Quote::rho));

    private static final List<Column<Trade>> TRADE =
            List.of(new Column<>("price", Trade::price), new Column<>("size", Trade::size));

    private final String quotes;
    private final String trades;

    /** A column of numbers, where NaN is stored as NULL. */
    private record Column<T>(String name, ToDoubleFunction<T> value) {
        String typed() {
            return name + " double precision";
        }
    }

    /** A tick of one type, with its sequence. */
    private record Numbered<T extends Tick>(long sequence, T tick) {}

    Inserts(TableName table) {
        quotes = statement(table.quotes(), quoteColumns());
        trades = statement(table.trades(), tradeColumns());
    }

    /** What is written of a quote besides its journal: names, each with its type. */
    static List<String> quoteColumns() {
        return columns(QUOTE.stream().map(Column::typed));
    }

    /** What is written of a trade besides its journal: names, each with its type. */
    static List<String> tradeColumns() {
        return columns(Stream.concat(TRADE.stream().map(Column::typed), Stream.of("id text", "side text")));
    }

    private static List<String> columns(Stream<String> own) {
        return Stream.concat(KEYS.stream(), own).toList();
    }

    private static String statement(String table, List<String> columns) {
        String names = columns.stream()
                .map(column -> column.substring(0, column.indexOf(' ')))
                .collect(Collectors.joining(", "));
        String arrays = IntStream.range(0, columns.size())
                .mapToObj(at -> "$" + (at + 2) + "::" + type(columns.get(at)) + "[]")
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (journal, " + names + ") SELECT $1::text, given.* FROM unnest(" + arrays
                + ") AS given ON CONFLICT DO NOTHING";
    }

    private static String type(String column) {
        return column.substring(column.indexOf(' ') + 1);
    }

    /** Stores the batch; each statement commits by itself, because a part that is stored does no harm. */
    Future<Void> write(SqlConnection connection, Batch batch) {
        List<Numbered<Quote>> quoteRows = only(batch, Quote.class);
        List<Numbered<Trade>> tradeRows = only(batch, Trade.class);
        Future<Void> first =
                quoteRows.isEmpty() ? Future.succeededFuture() : insert(connection, quotes, quotes(batch, quoteRows));
        return first.compose(stored ->
                tradeRows.isEmpty() ? Future.succeededFuture() : insert(connection, trades, trades(batch, tradeRows)));
    }

    private static Future<Void> insert(SqlConnection connection, String statement, Tuple columns) {
        return connection.preparedQuery(statement).execute(columns).mapEmpty();
    }

    private static <T extends Tick> List<Numbered<T>> only(Batch batch, Class<T> type) {
        return batch.rows().stream()
                .filter(row -> type.isInstance(row.tick()))
                .map(row -> new Numbered<>(row.sequence(), type.cast(row.tick())))
                .toList();
    }

    private static Tuple quotes(Batch batch, List<Numbered<Quote>> rows) {
        Tuple columns = keys(batch, rows);
        QUOTE.forEach(column -> columns.addArrayOfDouble(numbers(rows, column)));
        return columns;
    }

    private static Tuple trades(Batch batch, List<Numbered<Trade>> rows) {
        Tuple columns = keys(batch, rows);
        TRADE.forEach(column -> columns.addArrayOfDouble(numbers(rows, column)));
        return columns.addArrayOfString(texts(rows, Trade::id))
                .addArrayOfString(texts(rows, trade -> trade.side().name()));
    }

    private static <T extends Tick> Tuple keys(Batch batch, List<Numbered<T>> rows) {
        return Tuple.of(batch.journal())
                .addArrayOfLong(rows.stream().map(Numbered::sequence).toArray(Long[]::new))
                .addArrayOfString(texts(rows, Tick::feed))
                .addArrayOfString(texts(rows, Tick::instrument))
                .addArrayOfOffsetDateTime(times(rows, Tick::exchangeMicros))
                .addArrayOfOffsetDateTime(times(rows, Tick::receivedMicros));
    }

    private static <T extends Tick> String[] texts(List<Numbered<T>> rows, Function<? super T, String> text) {
        return rows.stream().map(row -> text.apply(row.tick())).toArray(String[]::new);
    }

    private static <T extends Tick> @Nullable Double[] numbers(List<Numbered<T>> rows, Column<T> column) {
        var numbers = new @Nullable Double[rows.size()];
        for (int at = 0; at < numbers.length; at++) {
            double value = column.value().applyAsDouble(rows.get(at).tick());
            numbers[at] = Double.isNaN(value) ? null : value;
        }
        return numbers;
    }

    private static <T extends Tick> OffsetDateTime[] times(List<Numbered<T>> rows, ToLongFunction<? super T> micros) {
        return rows.stream().map(row -> time(micros.applyAsLong(row.tick()))).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime time(long micros) {
        if (micros < LEAST_MICROS) {
            throw new SinkException(
                    SinkException.Kind.POISON, "expected a time after 4713 BC, found " + micros + " microseconds");
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
