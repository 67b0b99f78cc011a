package dev.feedwarden.supervisor.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** The venue's clock against ours: the median of the last five differences, so that one late message moves nothing. */
final class VenueClock {

    private static final int KEPT = 5;

    private final ArrayDeque<Duration> offsets = new ArrayDeque<>();
    private Duration offset = Duration.ZERO;

    /** Both clocks at one moment. */
    void seen(Instant venue, Instant ours) {
        if (offsets.size() == KEPT) {
            offsets.removeFirst();
        }
        offsets.addLast(Duration.between(ours, venue));
        offset = offsets.stream().sorted().skip(offsets.size() / 2).findFirst().orElse(Duration.ZERO);
    }

    /** Whether the venue's clock has been seen. */
    boolean known() {
        return !offsets.isEmpty();
    }

    /** How far the venue's clock is ahead of ours; zero while it is not known. */
    Duration offset() {
        return offset;
    }

    /** The venue's time at a moment of ours. */
    Instant at(Instant ours) {
        return ours.plus(offset);
    }
}
