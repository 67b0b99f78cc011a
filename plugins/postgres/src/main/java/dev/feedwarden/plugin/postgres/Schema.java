package dev.feedwarden.plugin.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables of one sink to the newest version. Each script runs once, in a transaction of its own under a lock of
 * the whole database, and is written down in the table {@code feedwarden_schema}; so several programs may start at once.
 * Once the newest version is written down nothing is created any more: a table that is missing then was dropped by
 * somebody, and that is for a person to settle. Tables that are there already are taken if they are like ours.
 */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private static final int NEWEST = 1;
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('feedwarden_schema', 0))";

    private final TableName table;
    private final int retentionDays;

    /** @param retentionDays 0 for ever */
    Schema(TableName table, int retentionDays) {
        this.table = table;
        this.retentionDays = retentionDays;
    }

    /** Does what is still to be done. */
    Future<Void> prepare(SqlConnection connection) {
        return version(connection)
                .compose(version -> version >= NEWEST ? Future.succeededFuture() : migrate(connection))
                .compose(migrated -> retentionDays == 0 ? Future.succeededFuture() : retain(connection));
    }

    /** The version of the tables, 0 before the first. */
    private Future<Integer> version(SqlConnection connection) {
        return connection
                .preparedQuery("SELECT to_regclass($1) IS NOT NULL")
                .execute(Tuple.of(table.versions()))
                .compose(found -> first(found).getBoolean(0)
                        ? connection
                                .preparedQuery("SELECT coalesce(max(version), 0) FROM " + table.versions()
                                        + " WHERE target = $1")
                                .execute(Tuple.of(table.name()))
                                .map(rows -> first(rows).getInteger(0))
                        : Future.succeededFuture(0));
    }

    private Future<Void> migrate(SqlConnection connection) {
        return timescale(connection).compose(timescale -> {
            Future<Void> done = Future.succeededFuture();
            for (int number = 1; number <= NEWEST; number++) {
                int version = number;
                done = done.compose(before -> transaction(connection, () -> step(connection, version, timescale)));
            }
            return done;
        });
    }

    private Future<Void> step(SqlConnection connection, int version, boolean timescale) {
        return run(
                        connection,
                        List.of(
                                LOCK,
                                "CREATE TABLE IF NOT EXISTS " + table.versions()
                                        + " (target text, version integer, applied timestamptz NOT NULL DEFAULT now(),"
                                        + " PRIMARY KEY (target, version))"))
                .compose(locked -> version(connection))
                .compose(found -> found >= version ? Future.succeededFuture() : apply(connection, version, timescale));
    }

    private Future<Void> apply(SqlConnection connection, int version, boolean timescale) {
        LOG.info("tables of quotes and trades brought to a version table={} version={}", table.quotes(), version);
        return run(connection, List.of(script(version)))
                .compose(ran -> version == NEWEST ? OwnTables.check(connection, table) : Future.succeededFuture())
                .compose(ran -> run(connection, version == 1 && timescale ? Timescale.hypertables(table) : List.of()))
                .compose(ran -> connection
                        .preparedQuery("INSERT INTO " + table.versions() + " (target, version) VALUES ($1, $2)")
                        .execute(Tuple.of(table.name(), version)))
                .mapEmpty();
    }

    /** Whether TimescaleDB is there, installed now if it can be. */
    private Future<Boolean> timescale(SqlConnection connection) {
        return look(connection).compose(found -> {
            boolean installed = found.getBoolean(0);
            boolean available = found.getBoolean(1);
            if (installed || !available) {
                return Future.succeededFuture(installed);
            }
            return connection.query(Timescale.INSTALL).execute().map(true).recover(cause -> {
                LOG.warn("TimescaleDB cannot be installed, plain tables are made table={}", table.quotes(), cause);
                return Future.succeededFuture(false);
            });
        });
    }

    private Future<Void> retain(SqlConnection connection) {
        return look(connection).compose(found -> {
            if (found.getBoolean(0)) {
                return transaction(connection, () -> run(connection, Timescale.retention(table, retentionDays)));
            }
            LOG.warn("rows are kept for ever, because only TimescaleDB drops old ones table={}", table.quotes());
            return Future.succeededFuture();
        });
    }

    private static Future<Row> look(SqlConnection connection) {
        return connection.query(Timescale.LOOK).execute().map(Schema::first);
    }

    private static Future<Void> transaction(SqlConnection connection, Supplier<Future<Void>> work) {
        return connection
                .begin()
                .compose(transaction -> work.get()
                        .compose(
                                done -> transaction.commit(),
                                cause -> transaction.rollback().transform(ended -> Future.failedFuture(cause))));
    }

    private static Future<Void> run(SqlConnection connection, List<String> statements) {
        Future<Void> done = Future.succeededFuture();
        for (String statement : statements) {
            done = done.compose(before -> connection.query(statement).execute().mapEmpty());
        }
        return done;
    }

    private String script(int version) {
        try (InputStream in = Schema.class.getResourceAsStream("schema/" + version + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("the plugin is incomplete: schema/" + version + ".sql is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${quotes}", table.quotes())
                    .replace("${trades}", table.trades());
        } catch (IOException e) {
            throw new UncheckedIOException("reading schema/" + version + ".sql", e);
        }
    }

    private static Row first(Iterable<Row> rows) {
        return rows.iterator().next();
    }
}
