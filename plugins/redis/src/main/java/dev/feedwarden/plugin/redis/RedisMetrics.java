package dev.feedwarden.plugin.redis;

import static dev.feedwarden.api.Metric.Kind.COUNTER;
import static dev.feedwarden.api.Metric.Kind.GAUGE;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.util.List;

/** What the check measures. */
final class RedisMetrics {

    static final Metric REACHABLE =
            new Metric("redis.reachable", GAUGE, Unit.SHARE, "1 if the server answers as it should, 0 if not");
    static final Metric ROUND_TRIP = new Metric("redis.round_trip", GAUGE, Unit.SECONDS, "From a PING to its answer");
    static final Metric USED_MEMORY =
            new Metric("redis.used_memory", GAUGE, Unit.BYTES, "Memory that the server has allocated");
    static final Metric MAX_MEMORY =
            new Metric("redis.max_memory", GAUGE, Unit.BYTES, "The server's memory limit; none if it has no limit");
    static final Metric MEMORY_SHARE =
            new Metric("redis.memory_share", GAUGE, Unit.SHARE, "Used memory of the limit; none without a limit");
    static final Metric KEYS = new Metric("redis.keys", GAUGE, Unit.NONE, "Keys in the database");
    static final Metric EVICTIONS = new Metric(
            "redis.evictions", COUNTER, Unit.NONE, "Keys that the server has thrown away for want of memory");
    static final Metric LAST_UPDATE_AGE =
            new Metric("redis.last_update_age", GAUGE, Unit.SECONDS, "Since a sink last stored anything");
    static final Metric FRAGMENTATION =
            new Metric("redis.fragmentation", GAUGE, Unit.NONE, "Memory taken from the system per memory allocated");

    static final List<Metric> ALL = List.of(
            REACHABLE,
            ROUND_TRIP,
            USED_MEMORY,
            MAX_MEMORY,
            MEMORY_SHARE,
            KEYS,
            EVICTIONS,
            LAST_UPDATE_AGE,
            FRAGMENTATION);

    private RedisMetrics() {}
}
