package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Makes sinks that keep the latest quote of each option in a Redis server. */
@Extension
public final class RedisSinkProvider implements SinkProvider {

    private static final Setting TTL = Setting.optional(
            "ttl",
            Setting.Type.DURATION,
            "24h",
            "How long the quote of an option that trades no more stays, 1s to 365d");

    @Override
    public String type() {
        return RedisPlugin.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(RedisSettings.DECLARED);
        all.add(TTL);
        return all;
    }

    @Override
    public List<String> connection() {
        return RedisSettings.NAMES;
    }

    @Override
    public void check(Settings settings) {
        RedisSettings.of(settings);
        ttl(settings);
    }

    @Override
    public Sink create(Settings settings, Context context) {
        RedisSettings redis = RedisSettings.of(settings);
        Duration ttl = ttl(settings);
        return new RedisSink(
                context,
                new Keys(redis.prefix()),
                ttl,
                new Wire(context.vertx(), context.timers(), redis),
                Shared.join(redis, context));
    }

    private static Duration ttl(Settings settings) {
        return Ranges.duration(settings, TTL.name(), Duration.ofSeconds(1), Duration.ofDays(365));
    }
}
