package dev.feedwarden.supervisor.feed;

import java.time.Duration;

/**
 * The least time between two subscribe requests of a feed after the venue said that it was asked too often: 0.5 s, half as
 * long again with each further complaint up to 10 s, and one step back for each 30 s without one. Pure.
 */
final class AdaptivePace {

    private static final double FIRST = 0.5;
    private static final double MOST = 10;
    private static final double STEP = 1.5;
    private static final long CALM = Duration.ofSeconds(30).toNanos();
    private static final long NANOS = 1_000_000_000L;

    private double seconds;
    private long since;

    /** The venue complained. */
    void limited(long nanoTime) {
        relax(nanoTime);
        seconds = seconds == 0 ? FIRST : Math.min(MOST, seconds * STEP);
        since = nanoTime;
    }

    /** How long to wait between requests; zero while there is no reason to. */
    Duration delay(long nanoTime) {
        relax(nanoTime);
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }

    private void relax(long nanoTime) {
        while (seconds > 0 && nanoTime - since >= CALM) {
            since += CALM;
            seconds /= STEP;
            if (seconds < FIRST) {
                seconds = 0;
            }
        }
    }
}
