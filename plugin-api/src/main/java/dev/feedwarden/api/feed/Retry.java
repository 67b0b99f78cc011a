package dev.feedwarden.api.feed;

import java.time.Duration;

/**
 * How a lost connection is made anew. Whatever a feed says here, attempts go on for ever, more than five reconnects a
 * minute are answered with longer pauses, and a pause that the venue asked for is kept.
 *
 * @param first the pause before the first attempt; it doubles with each, until data has flowed for a while
 * @param most the longest such pause; the same as {@code first} for a fixed one
 * @param failures after so many failures in a row the venue is left alone for {@code open}; 0 for never. A failure is an
 *     attempt that did not come up, or a connection that ended without having brought data
 * @param open how long it is left alone; then one attempt decides
 */
public record Retry(Duration first, Duration most, int failures, Duration open) {

    /** 1 s doubling to 60 s; after 5 failures in a row nothing for 300 s. */
    public static final Retry USUAL = new Retry(Duration.ofSeconds(1), Duration.ofMinutes(1), 5, Duration.ofMinutes(5));

    public Retry {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0 || failures < 0 || open.isNegative()) {
            throw new IllegalArgumentException("expected 0 < first <= most, failures and open of 0 or more, found "
                    + first + ", " + most + ", " + failures + ", " + open);
        }
    }

    /** The same with another number of failures and another time of rest. */
    public Retry breaking(int after, Duration rest) {
        return new Retry(first, most, after, rest);
    }
}
