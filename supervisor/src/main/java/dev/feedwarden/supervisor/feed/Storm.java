package dev.feedwarden.supervisor.feed;

import java.time.Duration;

/** Whether a feed's connections are made anew too often: more than five times within a minute. Pure. */
final class Storm {

    private static final int MOST = 5;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final long[] last = new long[MOST + 1];
    private int count;

    /** A connection was made anew. */
    void reconnected(long nanoTime) {
        last[count % last.length] = nanoTime;
        count++;
    }

    boolean raging(long nanoTime) {
        return count > MOST && nanoTime - last[count % last.length] < WINDOW;
    }
}
