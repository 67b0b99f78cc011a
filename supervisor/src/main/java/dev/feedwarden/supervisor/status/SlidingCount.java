package dev.feedwarden.supervisor.status;

import java.time.Duration;
import java.time.Instant;

/**
 * How many happened within a window that ends now. A ring of 60 buckets: up to one sixtieth of the window more may be
 * forgotten at its far end.
 */
final class SlidingCount {

    private static final int BUCKETS = 60;

    private final long bucketMillis;
    private final long[] counts = new long[BUCKETS];
    private long newest = Long.MIN_VALUE;

    SlidingCount(Duration window) {
        bucketMillis = window.toMillis() / BUCKETS;
    }

    void add(long count, Instant time) {
        roll(time);
        counts[slot(newest)] += count;
    }

    long total(Instant now) {
        roll(now);
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    private void roll(Instant time) {
        long bucket = Math.floorDiv(time.toEpochMilli(), bucketMillis);
        if (bucket <= newest) {
            return;
        }
        long from = newest == Long.MIN_VALUE ? bucket : Math.max(newest + 1, bucket - BUCKETS + 1);
        for (long i = from; i <= bucket; i++) {
            counts[slot(i)] = 0;
        }
        newest = bucket;
    }

    private static int slot(long bucket) {
        return Math.floorMod(bucket, BUCKETS);
    }
}
