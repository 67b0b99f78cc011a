package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server how it is. A server that cannot be asked is a reading too. As it sees the memory, it also ends a
 * shortened {@link Retention} once that has fallen far enough.
 */
final class RedisCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RedisCheck.class);

    private final Context context;
    private final Keys keys;
    private final Shared.Use shared;

    RedisCheck(Context context, Keys keys, Shared.Use shared) {
        this.context = context;
        this.keys = keys;
        this.shared = shared;
    }

    @Override
    public Future<List<Reading>> check() {
        // The first call may have to connect, which is no part of a round trip.
        return shared.asking()
                .batch(List.of(
                        Request.cmd(Command.INFO),
                        Request.cmd(Command.DBSIZE),
                        Request.cmd(Command.HGET).arg(keys.stats()).arg(Mark.LAST_UPDATE)))
                .compose(this::withRoundTrip)
                .otherwise(failure -> {
                    LOG.info("redis check={} reachable=0 reason=\"{}\"", context.id(), Failures.reason(failure));
                    return List.of(reading(RedisMetrics.REACHABLE, 0));
                });
    }

    @Override
    public Future<Void> close() {
        return shared.leave();
    }

    private Future<List<Reading>> withRoundTrip(List<@Nullable Response> replies) {
        long sent = context.timers().nanoTime();
        return shared.asking().send(Request.cmd(Command.PING)).map(pong -> {
            double roundTrip = (context.timers().nanoTime() - sent) / 1e9;
            return readings(replies, roundTrip);
        });
    }

    private List<Reading> readings(List<@Nullable Response> replies, double roundTrip) {
        Info info = Info.read(String.valueOf(replies.get(0)));
        Response keyCount = replies.get(1);
        double used = info.usedMemory();
        double share = used / info.maxMemory();
        shared.retention()
                .judge(used, share)
                .ifPresent(ended -> LOG.info(
                        "redis check={} ttl=usual was={} used_memory={}", context.id(), ended.ttl(), (long) used));
        return List.of(
                reading(RedisMetrics.REACHABLE, 1),
                reading(RedisMetrics.ROUND_TRIP, roundTrip),
                reading(RedisMetrics.USED_MEMORY, used),
                reading(RedisMetrics.MAX_MEMORY, info.maxMemory()),
                reading(RedisMetrics.MEMORY_SHARE, share),
                reading(RedisMetrics.KEYS, keyCount == null ? Double.NaN : keyCount.toLong()),
                reading(RedisMetrics.EVICTIONS, info.number("evicted_keys")),
                reading(RedisMetrics.LAST_UPDATE_AGE, age(Mark.lastUpdate(replies.get(2)))),
                reading(RedisMetrics.FRAGMENTATION, info.number("mem_fragmentation_ratio")));
    }

    private double age(@Nullable Instant lastUpdate) {
        if (lastUpdate == null) {
            return Double.NaN;
        }
        // Another machine may have written it, with a clock ahead of ours.
        return Math.max(0, Duration.between(lastUpdate, context.timers().now()).toMillis() / 1e3);
    }

    private Reading reading(Metric metric, double value) {
        return new Reading(metric.name(), context.id(), value, context.timers().now());
    }
}
