package dev.feedwarden.supervisor.feed;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 1 s, doubling to 60 s, each 20 % more or less, 60 s at most. It begins anew only once data
 * has flowed for 30 s, so that a connection which comes and goes is not tried ever faster. Pure: time comes as a value.
 */
final class ReconnectBackoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration HEALTHY = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 6;
    private static final double JITTER = 0.2;

    private final RandomGenerator random;
    private final long longestGapNanos;
    private int doublings;
    private boolean flowing;
    private long flowingSince;
    private long lastData;

    /** @param longestGap a longer silence between two pieces of data ends the time in which data flowed */
    ReconnectBackoff(RandomGenerator random, Duration longestGap) {
        this.random = random;
        this.longestGapNanos = longestGap.toNanos();
    }

    /** The delay before the next attempt; the one after that is longer. */
    Duration next() {
        flowing = false;
        long base = Math.min(FIRST.toNanos() << doublings, MOST.toNanos());
        doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
        long spread = Math.round(base * (1 - JITTER + 2 * JITTER * random.nextDouble()));
        return Duration.ofNanos(Math.min(spread, MOST.toNanos()));
    }

    /** Data came. */
    void data(long nanoTime) {
        if (!flowing || nanoTime - lastData > longestGapNanos) {
            flowing = true;
            flowingSince = nanoTime;
        }
        lastData = nanoTime;
        if (nanoTime - flowingSince >= HEALTHY.toNanos()) {
            doublings = 0;
        }
    }

    /** Somebody has decided to begin anew. */
    void reset() {
        doublings = 0;
        flowing = false;
    }
}
