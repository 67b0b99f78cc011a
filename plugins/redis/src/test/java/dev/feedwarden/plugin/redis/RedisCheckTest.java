package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.TestContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RedisCheckTest extends HealthCheckContract {

    private static RedisProcess redis;
    private static RawRedis raw;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisProcess.start();
        raw = redis.raw();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        raw.close();
        redis.close();
    }

    @BeforeEach
    void empty() throws IOException {
        raw.call("FLUSHALL");
        raw.call("CONFIG", "SET", "maxmemory", "0");
    }

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new RedisCheckProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("uri", redis.uri());
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("uri", "redis://127.0.0.1:1");
    }

    @Test
    void check_serverWithALimitAndData_measuresAll() throws Exception {
        raw.call("CONFIG", "SET", "maxmemory", "100mb");
        raw.call("HSET", "stats:global", "last_update", "2026-01-02T03:04:01.500Z");
        Map<String, Double> values = values();

        assertThat(values).hasSize(9).containsEntry("redis.reachable", 1.0).containsEntry("redis.keys", 1.0);
        assertThat(values).containsEntry("redis.max_memory", 104_857_600.0).containsEntry("redis.evictions", 0.0);
        assertThat(values).containsEntry("redis.last_update_age", 3.5).containsEntry("redis.round_trip", 0.0);
        assertThat(values.get("redis.used_memory")).isBetween(1e5, 1e8);
        assertThat(values.get("redis.memory_share"))
                .isEqualTo(values.get("redis.used_memory") / values.get("redis.max_memory"));
        assertThat(values.get("redis.fragmentation")).isPositive();
    }

    @Test
    void check_serverWithoutALimitAndData_hasNoShareAndNoAge() throws Exception {
        Map<String, Double> values = values();

        assertThat(values.get("redis.max_memory")).isNaN();
        assertThat(values.get("redis.memory_share")).isNaN();
        assertThat(values.get("redis.last_update_age")).isNaN();
    }

    @Test
    void check_unreachable_isAReadingOfZero() throws Exception {
        HealthCheck check = create(unreachable());

        assertThat(context().onLoop(check::check))
                .extracting(Reading::metric, Reading::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("redis.reachable", 0.0));
        close(check);
    }

    @Test
    void info_oddLines_areLeftOut() {
        Info info = Info.read("# Memory\r\nused_memory:12\r\n\r\nodd\r\nmaxmemory_human:0B\r\nmaxmemory:0\r\n");

        assertThat(info.usedMemory()).isEqualTo(12);
        assertThat(info.maxMemory()).isNaN();
        assertThat(info.number("maxmemory_human")).isNaN();
        assertThat(info.text("odd")).isEmpty();
    }

    private Map<String, Double> values() throws Exception {
        HealthCheck check = create();
        List<Reading> readings = context().onLoop(check::check);
        close(check);
        return readings.stream().collect(Collectors.toMap(Reading::metric, Reading::value));
    }
}
