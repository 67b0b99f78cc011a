package dev.feedwarden.plugin.ib;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many messages may be sent in any second: the gateway takes 50 from all its clients together, and ends a session that
 * sends more three times. What can wait (requests for data, in bulk) has a smaller share. Outlives connections. Pure.
 */
final class Pacer {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long CAREFUL = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final int mostBulk;
    private final Deque<Long> sent = new ArrayDeque<>();
    private final Deque<Long> bulk = new ArrayDeque<>();
    private boolean careful;
    private long carefulSince;

    Pacer(int most, int mostBulk) {
        this.most = most;
        this.mostBulk = mostBulk;
    }

    /** How long until another message may be sent; zero for now. */
    long waitNanos(boolean inBulk, long now) {
        forget(now);
        int share = careful ? 2 : 1;
        long wait = left(sent, Math.max(1, most / share), now);
        return inBulk ? Math.max(wait, left(bulk, Math.max(1, mostBulk / share), now)) : wait;
    }

    void sent(boolean inBulk, long now) {
        sent.add(now);
        if (inBulk) {
            bulk.add(now);
        }
    }

    /** The gateway said that we send too much: for a minute everything goes at half the pace. */
    void complained(long now) {
        careful = true;
        carefulSince = now;
    }

    private void forget(long now) {
        while (!sent.isEmpty() && now - sent.peek() >= SECOND) {
            sent.remove();
        }
        while (!bulk.isEmpty() && now - bulk.peek() >= SECOND) {
            bulk.remove();
        }
        careful = careful && now - carefulSince < CAREFUL;
    }

    /** When so few of the last second's messages are left that another fits. */
    private static long left(Deque<Long> times, int limit, long now) {
        int surplus = times.size() - limit;
        if (surplus < 0) {
            return 0;
        }
        long due = times.stream().skip(surplus).findFirst().orElse(now);
        return Math.max(0, due + SECOND - now);
    }
}
