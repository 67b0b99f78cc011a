package dev.feedwarden.plugin.ib;

import java.time.Duration;
import java.time.Instant;

/**
 * The gateway's own link to IB, as the gateway tells of it; the socket to the gateway stays up meanwhile. Of the time it is
 * down, a stretch within IB's reset windows is normal and does not count. Pure: time comes as a value.
 */
final class Link {

    /** The longest stretch that is normal within a reset window. */
    static final Duration NORMAL = Duration.ofMinutes(15);

    private boolean down;
    private Instant seen = Instant.EPOCH;
    private Duration forgiven = Duration.ZERO;
    private Duration counted = Duration.ZERO;

    /** The link is lost; whether that is news. */
    boolean lost(Instant now) {
        if (down) {
            return false;
        }
        down = true;
        seen = now;
        forgiven = Duration.ZERO;
        counted = Duration.ZERO;
        return true;
    }

    /** The link is there, or a new connection knows no better; whether that is news. */
    boolean up() {
        boolean news = down;
        down = false;
        counted = Duration.ZERO;
        return news;
    }

    boolean isDown() {
        return down;
    }

    /** How long it has been down, what is normal left out; to be asked every few seconds. */
    Duration downFor(Instant now) {
        if (!down) {
            return Duration.ZERO;
        }
        Duration step = Duration.between(seen, now);
        seen = now;
        if (step.isNegative()) {
            return counted;
        }
        if (ResetWindows.on(now) && forgiven.compareTo(NORMAL) < 0) {
            forgiven = forgiven.plus(step);
        } else {
            counted = counted.plus(step);
        }
        return counted;
    }
}
