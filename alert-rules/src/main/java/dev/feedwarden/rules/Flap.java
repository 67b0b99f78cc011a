package dev.feedwarden.rules;

import java.time.Duration;

/**
 * When a rule counts as flapping.
 *
 * @param changes how many changes of its level are still fine
 * @param per the window in which they are counted; also how long it must be calm before it is over
 */
public record Flap(int changes, Duration per) {

    /** The most changes that can be fine. */
    public static final int MOST = 100;

    public Flap {
        if (changes < 1 || changes > MOST || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST + " changes in some time, found " + changes + " in " + per);
        }
    }
}
