package dev.feedwarden.supervisor.journal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits between attempts: 0.5 s doubling to 30 s, each a random share of at least half of it. */
final class Backoff {

    private static final long FIRST_MILLIS = 500;
    private static final long MOST_MILLIS = 30_000;

    private final RandomGenerator random;
    private long millis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after one more failure. */
    Duration next() {
        long wait = millis / 2 + random.nextLong(millis / 2 + 1);
        millis = Math.min(MOST_MILLIS, millis * 2);
        return Duration.ofMillis(wait);
    }

    /** After a success. */
    void reset() {
        millis = FIRST_MILLIS;
    }
}
