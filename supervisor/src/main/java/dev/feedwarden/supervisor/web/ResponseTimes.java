package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long requests took in the last minute. Exact for {@value #MOST} requests; of more than that in a minute, only the
 * latest {@value #MOST} count. Lives on the core event loop.
 */
final class ResponseTimes {

    static final int MOST = 4096;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Timers timers;
    private final long[] endedNanos = new long[MOST];
    private final long[] tookNanos = new long[MOST];
    private long recorded;

    ResponseTimes(Timers timers) {
        this.timers = timers;
    }

    /** A request was answered now, so long after it came. */
    void record(long nanos) {
        int place = (int) (recorded++ % MOST);
        endedNanos[place] = timers.nanoTime();
        tookNanos[place] = nanos;
    }

    /** What 95 of 100 requests did not take longer than, in seconds; 0 if there was none: nothing was slow. */
    double p95Seconds() {
        long now = timers.nanoTime();
        long[] recent = new long[(int) Math.min(recorded, MOST)];
        int count = 0;
        for (int i = 0; i < recent.length; i++) {
            if (now - endedNanos[i] < WINDOW.toNanos()) {
                recent[count++] = tookNanos[i];
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(recent, 0, count);
        return recent[(int) Math.ceil(0.95 * count) - 1] / 1e9;
    }
}
