package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseCacheTest {

    private static final Settings USUAL = Settings.of("ladders.slow-api", Map.of());
    private static final Rendered ANSWER = Rendered.of(200, new byte[] {1}, false);

    private final ManualTimers timers = new ManualTimers(Boards.NOW);
    private final ResponseCache cache = new ResponseCache(timers, new Meters(new SimpleMeterRegistry()));

    @Test
    void answer_whileItIsOff_isNotKept() {
        cache.made("q", ANSWER, 1);

        assertThat(cache.get("q")).isNull();
    }

    @Test
    void answer_whileItIsOn_isKeptForItsTime() {
        cache.turnOn(USUAL);
        cache.made("q", ANSWER, 1);
        timers.advance(Duration.ofMillis(999));
        assertThat(cache.get("q")).isSameAs(ANSWER);

        timers.advance(Duration.ofMillis(1));
        assertThat(cache.get("q")).isNull();
    }

    @Test
    void cache_whileMakingIsSlow_staysOnUntilItWasFastForAMinute() {
        cache.turnOn(USUAL);
        for (int second = 0; second < 300; second++) {
            cache.made("q", ANSWER, Duration.ofMillis(600).toNanos());
            timers.advance(Duration.ofSeconds(1));
        }
        assertThat(cache.on()).isTrue();

        for (int second = 0; second < 50; second++) {
            cache.made("q", ANSWER, Duration.ofMillis(20).toNanos());
            timers.advance(Duration.ofSeconds(1));
        }
        assertThat(cache.on()).isTrue();
        timers.advance(Duration.ofSeconds(10));
        assertThat(cache.on()).isFalse();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void cache_thatIsTurnedOnAgain_staysOnForItsLeastTimeFromThen() {
        cache.turnOn(USUAL);
        timers.advance(Duration.ofSeconds(50));
        cache.turnOn(USUAL);
        timers.advance(Duration.ofSeconds(50));
        assertThat(cache.on()).isTrue();

        timers.advance(Duration.ofSeconds(11));
        assertThat(cache.on()).isFalse();
    }

    @Test
    void cache_thatIsFull_dropsTheOldest() {
        cache.turnOn(USUAL);
        for (int i = 0; i <= ResponseCache.MOST_ANSWERS; i++) {
            cache.made(i, ANSWER, 1);
        }
        assertThat(cache.get(0)).isNull();
        assertThat(cache.get(1)).isNotNull();

        cache.made("large", Rendered.of(200, new byte[ResponseCache.MOST_BYTES], false), 1);
        assertThat(cache.get("large")).isNotNull();
        assertThat(cache.get(1)).isNull();
    }

    @Test
    void turnOn_parameterOutOfRange_isRefused() {
        assertThatThrownBy(() -> cache.turnOn(Settings.of("ladders.slow-api", Map.of("ttl", "1h"))))
                .isInstanceOf(SettingException.class);
        assertThat(cache.on()).isFalse();
    }

    @Test
    void p95_ofManyRequests_leavesOutTheFiveSlowestOfAHundred() {
        ResponseTimes times = new ResponseTimes(timers);
        assertThat(times.p95Seconds()).isZero();
        for (int i = 1; i <= 100; i++) {
            times.record(i * 1_000_000L);
        }
        assertThat(times.p95Seconds()).isEqualTo(0.095);

        timers.advance(Duration.ofMinutes(1));
        assertThat(times.p95Seconds()).isZero();
    }
}
