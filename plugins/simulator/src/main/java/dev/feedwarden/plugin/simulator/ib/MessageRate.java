package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.api.Timers;

/** Counts the messages of all clients: fifty a second, half of the market data lines (IB's TWS API, pacing). */
final class MessageRate {

    /** The message above the rate that ends its session. */
    static final int MOST_VIOLATIONS = 3;

    static final int MOST = 50;

    private static final long SECOND = 1_000_000_000L;

    private final Timers timers;
    private long began;
    private int count;

    MessageRate(Timers timers) {
        this.timers = timers;
        began = timers.nanoTime();
    }

    /** Counts one; whether it is above the rate. */
    boolean exceeded() {
        long now = timers.nanoTime();
        if (now - began >= SECOND) {
            began = now;
            count = 0;
        }
        return ++count > MOST;
    }
}
