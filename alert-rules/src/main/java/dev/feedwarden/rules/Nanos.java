package dev.feedwarden.rules;

import java.time.Instant;

/** Moments as nanoseconds since 1970, which the engine computes with. From 1900 to 2100; others count as the nearer end. */
final class Nanos {

    private static final long SECOND = 1_000_000_000;
    private static final long FIRST = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

    private Nanos() {}

    static long of(Instant moment) {
        long second = moment.getEpochSecond();
        if (second < FIRST) {
            return FIRST * SECOND;
        }
        return second >= LAST ? LAST * SECOND : second * SECOND + moment.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
