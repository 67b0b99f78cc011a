package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconnectBackoffTest {

    private static final long SECOND = 1_000_000_000L;

    private final ReconnectBackoff backoff = new ReconnectBackoff(new Random(7), Duration.ofSeconds(10));

    @Test
    void next_attemptAfterAttempt_doublesFromOneSecondToSixty() {
        int[] expected = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (int seconds : expected) {
            assertThat(seconds(backoff.next())).isCloseTo(seconds, within(0.2 * seconds));
        }
    }

    @Test
    void next_anyTime_isSixtySecondsAtMost() {
        assertThat(Stream.generate(backoff::next).limit(1000))
                .allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(60)));
    }

    @Test
    void next_manyTimes_spreadsOverTheWholeJitter() {
        var spread = Stream.generate(() -> {
                    backoff.reset();
                    return seconds(backoff.next());
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
        assertThat(seconds(backoff.next())).isCloseTo(16, within(3.2));
    }

    @Test
    void data_forThirtySeconds_beginsAnew() {
        fail(4);
        flow(0, 30);
        assertThat(seconds(backoff.next())).isCloseTo(1, within(0.2));
    }

    @Test
    void data_afterASilence_countsFromItsEnd() {
        fail(4);
        flow(0, 20);
        flow(31, 50);
        assertThat(seconds(backoff.next())).isCloseTo(16, within(3.2));
    }

    @Test
    void data_ofTwoConnections_isNotAddedUp() {
        fail(3);
        flow(0, 20);
        fail(1);
        flow(21, 40);
        assertThat(seconds(backoff.next())).isCloseTo(16, within(3.2));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            backoff.next();
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
