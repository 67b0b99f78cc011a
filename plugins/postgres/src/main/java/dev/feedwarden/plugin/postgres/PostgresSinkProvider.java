package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** Makes sinks that write ticks to PostgreSQL. The database need not be there when they are made. */
@Extension
public final class PostgresSinkProvider implements SinkProvider {

    private static final Setting RETENTION = Setting.optional(
            "retention_days",
            Setting.Type.INTEGER,
            0,
            "After how many days rows are dropped, 0 to 36500; 0 for never, as always without TimescaleDB");

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public List<Setting> settings() {
        return Stream.concat(ConnectionSettings.DECLARED.stream(), Stream.of(TableName.SETTING, RETENTION))
                .toList();
    }

    @Override
    public List<String> connection() {
        return ConnectionSettings.NAMES;
    }

    @Override
    public void check(Settings settings) {
        ConnectionSettings.of(settings);
        TableName.of(settings);
        retention(settings);
    }

    @Override
    public Sink create(Settings settings, Context context) {
        TableName table = TableName.of(settings);
        Schema schema = new Schema(table, retention(settings));
        return new PostgresSink(SharedPool.lease(settings, context), table, schema);
    }

    private static int retention(Settings settings) {
        return settings.integer(RETENTION.name(), 0, 36_500);
    }
}
