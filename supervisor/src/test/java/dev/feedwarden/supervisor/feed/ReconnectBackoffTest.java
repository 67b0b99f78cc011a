package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.feedwarden.api.feed.Retry;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconnectBackoffTest {

    private static final long SECOND = 1_000_000_000L;

    private final Patience patience = Patience.of(Retry.USUAL);
    private final ReconnectBackoff backoff = new ReconnectBackoff(new Random(7), Duration.ofSeconds(10), patience);

    @Test
    void next_attemptAfterAttempt_doublesFromOneSecondToSixty() {
        int[] expected = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (int seconds : expected) {
            assertThat(seconds(backoff.next(0))).isCloseTo(seconds, within(0.2 * seconds));
        }
    }

    @Test
    void next_anyTime_isSixtySecondsAtMost() {
        assertThat(Stream.generate(() -> backoff.next(0)).limit(1000))
                .allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(60)));
    }

    @Test
    void next_manyTimes_spreadsOverTheWholeJitter() {
        var spread = Stream.generate(() -> {
                    backoff.reset();
                    return seconds(backoff.next(0));
                })
                .limit(1000)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        assertThat(spread.getMin()).isBetween(0.8, 0.82);
        assertThat(spread.getMax()).isBetween(1.18, 1.2);
    }

    @Test
    void data_forLessThanThirtySeconds_keepsTheDelay() {
        fail(4);
        flow(0, 29);
        assertThat(seconds(backoff.next(0))).isCloseTo(16, within(3.2));
    }

    @Test
    void data_forThirtySeconds_beginsAnew() {
        fail(4);
        flow(0, 30);
        assertThat(seconds(backoff.next(0))).isCloseTo(1, within(0.2));
    }

    @Test
    void data_afterASilence_countsFromItsEnd() {
        fail(4);
        flow(0, 20);
        flow(31, 50);
        assertThat(seconds(backoff.next(0))).isCloseTo(16, within(3.2));
    }

    @Test
    void data_ofTwoConnections_isNotAddedUp() {
        fail(3);
        flow(0, 20);
        fail(1);
        flow(21, 40);
        assertThat(seconds(backoff.next(0))).isCloseTo(16, within(3.2));
    }

    @Test
    void next_inAStorm_doublesToThreeHundredSecondsAndIsTenToThirtyPercentLonger() {
        storm(0);
        int[] expected = {1, 2, 4, 8, 16, 32, 64, 128, 256};
        for (int seconds : expected) {
            assertThat(seconds(backoff.next(SECOND))).isBetween(1.1 * seconds, Math.min(300, 1.3 * seconds));
        }
        assertThat(Stream.generate(() -> backoff.next(SECOND)).limit(100)).containsOnly(Duration.ofMinutes(5));
    }

    @Test
    void data_forThirtySecondsInAStorm_beginsAnewOnlyWhenItIsOver() {
        storm(40);
        backoff.next(40 * SECOND);
        flow(40, 99);
        assertThat(seconds(backoff.next(99 * SECOND))).isBetween(2.2, 2.6);
        flow(100, 130);
        assertThat(seconds(backoff.next(130 * SECOND))).isBetween(0.8, 1.2);
    }

    @Test
    void next_fixedPause_staysThere() {
        var fixed = new ReconnectBackoff(
                new Random(7),
                Duration.ofSeconds(10),
                Patience.of(new Retry(Duration.ofSeconds(5), Duration.ofSeconds(5), 0, Duration.ZERO)));
        var spread = Stream.generate(() -> seconds(fixed.next(0)))
                .limit(1000)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        assertThat(spread.getMin()).isBetween(4.0, 4.1);
        assertThat(spread.getMax()).isBetween(5.9, 6.0);
    }

    private void storm(long second) {
        for (int i = 0; i < 6; i++) {
            patience.storm().reconnected(second * SECOND);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            backoff.next(0);
        }
    }

    private void flow(int fromSecond, int toSecond) {
        for (long second = fromSecond; second <= toSecond; second++) {
            backoff.data(second * SECOND);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / (double) SECOND;
    }
}
