package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes checks of a Redis server. */
@Extension
public final class RedisCheckProvider implements HealthCheckProvider {

    @Override
    public String type() {
        return RedisPlugin.TYPE;
    }

    @Override
    public List<Setting> settings() {
        return RedisSettings.DECLARED;
    }

    @Override
    public List<String> connection() {
        return RedisSettings.NAMES;
    }

    @Override
    public List<Metric> metrics() {
        return RedisMetrics.ALL;
    }

    @Override
    public void check(Settings settings) {
        RedisSettings.of(settings);
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        RedisSettings redis = RedisSettings.of(settings);
        return new RedisCheck(context, new Keys(redis.prefix()), Shared.join(redis, context));
    }
}
