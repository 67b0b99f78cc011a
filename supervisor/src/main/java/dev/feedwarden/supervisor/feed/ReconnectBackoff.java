package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.Retry;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: from the feed's first pause, usually 1 s, doubling to its longest, usually 60 s,
 * each 20 % more or less. In a storm of reconnects it goes on doubling to 300 s, each 10 to 30 % more. It begins anew only
 * once data has flowed for 30 s and no storm rages, so that a connection which comes and goes is not tried ever faster. Pure:
 * time comes as a value.
 */
final class ReconnectBackoff {

    private static final Duration MOST_IN_STORM = Duration.ofMinutes(5);
    private static final Duration HEALTHY = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 9;
    private static final double JITTER = 0.2;
    private static final double LEAST_STORM_JITTER = 0.1;
    private static final double MOST_STORM_JITTER = 0.3;

    private final RandomGenerator random;
    private final long longestGapNanos;
    private final Retry retry;
    private final Storm storm;
    private int doublings;
    private boolean stormy;
    private boolean flowing;
    private long flowingSince;
    private long lastData;

    /** @param longestGap a longer silence between two pieces of data ends the time in which data flowed */
    ReconnectBackoff(RandomGenerator random, Duration longestGap, Patience patience) {
        this.random = random;
        this.longestGapNanos = longestGap.toNanos();
        retry = patience.retry();
        storm = patience.storm();
    }

    /** The delay before the next attempt; the one after that is longer. */
    Duration next(long nanoTime) {
        flowing = false;
        stormy |= storm.raging(nanoTime);
        Duration most = stormy && retry.most().compareTo(MOST_IN_STORM) < 0 ? MOST_IN_STORM : retry.most();
        long base = Math.min(retry.first().toNanos() << doublings, most.toNanos());
        doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
        double factor = stormy
                ? 1 + LEAST_STORM_JITTER + (MOST_STORM_JITTER - LEAST_STORM_JITTER) * random.nextDouble()
                : 1 - JITTER + 2 * JITTER * random.nextDouble();
        long limit = retry.first().equals(most) ? Long.MAX_VALUE : most.toNanos();
        return Duration.ofNanos(Math.min(Math.round(base * factor), limit));
    }

    /** Data came. */
    void data(long nanoTime) {
        if (!flowing || nanoTime - lastData > longestGapNanos) {
            flowing = true;
            flowingSince = nanoTime;
        }
        lastData = nanoTime;
        if (nanoTime - flowingSince >= HEALTHY.toNanos() && !storm.raging(nanoTime)) {
            doublings = 0;
            stormy = false;
        }
    }

    /** Somebody has decided to begin anew. */
    void reset() {
        doublings = 0;
        stormy = false;
        flowing = false;
    }
}
