package dev.feedwarden.plugin.postgres;

import java.util.List;
import java.util.stream.Stream;

/** The SQL with which TimescaleDB keeps the tables: cut into chunks by time, and old chunks dropped. */
final class Timescale {

    /** Gives one row: whether the extension is installed, and whether it could be. */
    static final String LOOK = """
            SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb'),
                EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb')""";

    static final String INSTALL = "CREATE EXTENSION IF NOT EXISTS timescaledb";

    private Timescale() {}

    /** What makes hypertables of the tables that are empty. */
    static List<String> hypertables(TableName table) {
        return each(table)
                .map(name -> "SELECT create_hypertable('" + name + "', 'exchange_time', if_not_exists => TRUE)"
                        + " WHERE NOT EXISTS (SELECT FROM " + name + ")")
                .toList();
    }

    /**
     * What sets for how long rows are kept.
     *
     * @param days 0 for ever: then nothing is changed
     */
    static List<String> retention(TableName table, int days) {
        if (days == 0) {
            return List.of();
        }
        return each(table)
                .flatMap(name -> Stream.of(
                        "SELECT remove_retention_policy('" + name + "', if_exists => TRUE)",
                        "SELECT add_retention_policy('" + name + "', INTERVAL '" + days + " days')"))
                .toList();
    }

    private static Stream<String> each(TableName table) {
        return Stream.of(table.quotes(), table.trades());
    }
}
