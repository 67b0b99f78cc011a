package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Asks a database how it is, and a sink's tables how far they are. What cannot be had is NaN. */
final class PostgresCheck implements HealthCheck {

    private static final int WINDOW_MINUTES = 5;

    private static final String SERVER = """
            SELECT (SELECT sum(numbackends) FROM pg_stat_database), current_setting('max_connections')::float8,
                pg_database_size(current_database()),
                (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database())""";

    private final Context context;
    private final SharedPool.Lease pool;
    private final String tables;

    PostgresCheck(Context context, SharedPool.Lease pool, TableName table) {
        this.context = context;
        this.pool = pool;
        this.tables = "SELECT (SELECT count(*) FROM " + table.quotes() + " WHERE received_time > $1),"
                + " (SELECT max(received_time) FROM " + table.quotes() + "),"
                + " greatest((SELECT max(sequence) FROM " + table.quotes() + " WHERE journal = $2),"
                + " (SELECT max(sequence) FROM " + table.trades() + " WHERE journal = $2))";
    }

    @Override
    public Future<List<Reading>> check() {
        Instant now = context.timers().now();
        Map<PostgresMetric, Double> values = new EnumMap<>(PostgresMetric.class);
        return pool.call(connection -> ask(connection, now, values)).transform(asked -> {
            if (asked.failed() && !values.containsKey(PostgresMetric.REACHABLE)) {
                values.put(PostgresMetric.REACHABLE, 0.0);
            }
            if (asked.failed()) {
                context.fault(FaultKind.STORAGE, "asking " + pool.name() + ": " + Failures.oneLine(asked.cause()));
            }
            return Future.succeededFuture(readings(now, values));
        });
    }

    private List<Reading> readings(Instant now, Map<PostgresMetric, Double> values) {
        return Stream.of(PostgresMetric.values())
                .map(metric -> new Reading(
                        metric.declared().name(), context.id(), values.getOrDefault(metric, Double.NaN), now))
                .toList();
    }

    private Future<Void> ask(SqlConnection connection, Instant now, Map<PostgresMetric, Double> values) {
        long began = context.timers().nanoTime();
        return connection
                .query("SELECT 1")
                .execute()
                .compose(answered -> {
                    values.put(PostgresMetric.REACHABLE, 1.0);
                    values.put(
                            PostgresMetric.ROUND_TRIP, seconds(context.timers().nanoTime() - began));
                    return connection.query(SERVER).execute();
                })
                .compose(rows -> {
                    server(rows.iterator().next(), values);
                    OffsetDateTime since = now.atOffset(ZoneOffset.UTC).minusMinutes(WINDOW_MINUTES);
                    return connection
                            .preparedQuery(tables)
                            .execute(Tuple.of(since, context.journal().id()));
                })
                .map(rows -> {
                    stored(rows.iterator().next(), now, values);
                    return null;
                });
    }

    private static void server(Row row, Map<PostgresMetric, Double> values) {
        double connections = row.getDouble(0);
        values.put(PostgresMetric.CONNECTIONS, connections);
        values.put(PostgresMetric.CONNECTIONS_SHARE, connections / row.getDouble(1));
        values.put(PostgresMetric.SIZE, row.getDouble(2));
        values.put(PostgresMetric.DEADLOCKS, row.getDouble(3));
    }

    private void stored(Row row, Instant now, Map<PostgresMetric, Double> values) {
        values.put(PostgresMetric.ROWS_PER_MINUTE, row.getDouble(0) / WINDOW_MINUTES);
        OffsetDateTime newest = row.getOffsetDateTime(1);
        if (newest != null) {
            Duration age = Duration.between(newest.toInstant(), now);
            values.put(PostgresMetric.NEWEST_AGE, Math.max(0, seconds(age.toNanos())));
        }
        JournalPosition journal = context.journal();
        if (!journal.id().isEmpty()) {
            Long highest = row.getLong(2);
            values.put(PostgresMetric.LAG, (double) Math.max(0, journal.accepted() - (highest == null ? 0 : highest)));
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }
}
