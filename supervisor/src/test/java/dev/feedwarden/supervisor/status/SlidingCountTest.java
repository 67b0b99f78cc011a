package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlidingCountTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final SlidingCount count = new SlidingCount(Duration.ofMinutes(1));

    @Test
    void total_withinTheWindow_addsUp() {
        count.add(3, START);
        count.add(4, START.plusSeconds(59));

        assertThat(count.total(START.plusSeconds(59))).isEqualTo(7);
    }

    @Test
    void total_windowHasPassed_forgets() {
        count.add(3, START);
        count.add(4, START.plusSeconds(59));

        assertThat(count.total(START.plusSeconds(60))).isEqualTo(4);
        assertThat(count.total(START.plusSeconds(119))).isZero();
    }

    @Test
    void total_afterALongPause_isZero() {
        count.add(3, START);

        assertThat(count.total(START.plusSeconds(100_000))).isZero();
    }

    @Test
    void total_ofNothing_isZero() {
        assertThat(count.total(START)).isZero();
    }
}
