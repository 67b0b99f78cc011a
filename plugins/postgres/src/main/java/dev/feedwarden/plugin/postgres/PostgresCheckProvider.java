package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** Makes health checks of a PostgreSQL database and of the tables that a sink writes there. */
@Extension
public final class PostgresCheckProvider implements HealthCheckProvider {

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public List<Setting> settings() {
        return Stream.concat(ConnectionSettings.DECLARED.stream(), Stream.of(TableName.SETTING))
                .toList();
    }

    @Override
    public List<String> connection() {
        return ConnectionSettings.NAMES;
    }

    @Override
    public List<Metric> metrics() {
        return Stream.of(PostgresMetric.values()).map(PostgresMetric::declared).toList();
    }

    @Override
    public void check(Settings settings) {
        ConnectionSettings.of(settings);
        TableName.of(settings);
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        TableName table = TableName.of(settings);
        return new PostgresCheck(context, SharedPool.lease(settings, context), table);
    }
}
