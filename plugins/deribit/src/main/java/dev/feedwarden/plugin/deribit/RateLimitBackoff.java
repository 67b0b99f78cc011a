package dev.feedwarden.plugin.deribit;

import java.time.Duration;

/** How long to stay away after the venue said that it was asked too much: 1 s, doubled each time, up to 1 minute. */
final class RateLimitBackoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** After so long without a further one the count starts anew. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private Duration last = Duration.ZERO;
    private long lastNanos;

    Duration next(long nowNanos) {
        boolean again = !last.isZero() && nowNanos - lastNanos < FORGOTTEN_AFTER.toNanos();
        Duration doubled = last.multipliedBy(2);
        last = again ? (doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST) : FIRST;
        lastNanos = nowNanos;
        return last;
    }
}
