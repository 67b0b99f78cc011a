package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AdaptivePaceTest {

    private static final long SECOND = 1_000_000_000L;

    private final AdaptivePace pace = new AdaptivePace();

    @Test
    void limited_againAndAgain_growsByHalfUpToTenSeconds() {
        assertThat(pace.delay(0)).isZero();
        long[] millis = {500, 750, 1_125, 1_688, 2_531, 3_797, 5_695, 8_543, 10_000, 10_000};
        assertThat(LongStream.of(millis)).allSatisfy(expected -> {
            pace.limited(0);
            assertThat(Math.round(pace.delay(0).toNanos() / 1e6)).isEqualTo(expected);
        });
    }

    @Test
    void delay_withoutComplaints_goesBackAStepEachHalfMinute() {
        LongStream.range(0, 3).forEach(complaint -> pace.limited(0));
        assertThat(pace.delay(29 * SECOND)).hasMillis(1_125);
        assertThat(pace.delay(30 * SECOND)).hasMillis(750);
        assertThat(pace.delay(60 * SECOND)).hasMillis(500);
        assertThat(pace.delay(90 * SECOND)).isZero();
    }

    @Test
    void anyComplaints_delayStaysBetweenItsBoundsAndEnds() {
        var random = new Random(9);
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextLong(40 * SECOND);
            if (random.nextBoolean()) {
                pace.limited(now);
                assertThat(pace.delay(now)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(10));
            }
        }
        assertThat(pace.delay(now + 300 * SECOND)).isZero();
    }
}
