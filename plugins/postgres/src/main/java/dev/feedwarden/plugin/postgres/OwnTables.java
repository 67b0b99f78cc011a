package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.sink.SinkException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the tables that the sink can write to from others of the same name. More columns than ours do no harm. */
final class OwnTables {

    /** Gives what a table lacks, as one text, or NULL. */
    private static final String MISSING = """
            SELECT string_agg(quote_literal(wanted.part), ', ' ORDER BY wanted.part) FROM unnest($2::text[]) AS wanted(part)
            WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND NOT attisdropped
                    AND attname || ' ' || format_type(atttypid, NULL) = wanted.part)
                AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass($1)
                    AND pg_get_constraintdef(oid) = wanted.part)""";

    private OwnTables() {}

    /** Fails with a {@link SinkException} that says what is missing if a table is somebody else's. */
    static Future<Void> check(SqlConnection connection, TableName table) {
        return check(connection, table.quotes(), Inserts.quoteColumns())
                .compose(ours -> check(connection, table.trades(), Inserts.tradeColumns()));
    }

    private static Future<Void> check(SqlConnection connection, String table, List<String> columns) {
        String[] wanted = Stream.concat(
                        Stream.of("journal text", "PRIMARY KEY (journal, sequence, exchange_time)"),
                        columns.stream().map(column -> column.replace(" timestamptz", " timestamp with time zone")))
                .toArray(String[]::new);
        return connection
                .preparedQuery(MISSING)
                .execute(Tuple.of(table).addArrayOfString(wanted))
                .compose(rows -> {
                    @Nullable String missing = rows.iterator().next().getString(0);
                    return missing == null ? Future.succeededFuture() : Future.failedFuture(another(table, missing));
                });
    }

    private static SinkException another(String table, String missing) {
        return new SinkException(
                SinkException.Kind.REFUSED,
                "the table '" + table + "' is another one, without " + missing
                        + ": name another table in the setting 'table'");
    }
}
