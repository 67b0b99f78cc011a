package dev.feedwarden.supervisor.journal;

/**
 * How many ticks a sink is given at a time: halved whenever it is too slow for so many, down to 16, and grown by a 32nd of
 * the most with each batch that it stores.
 */
final class BatchSize {

    private static final int LEAST = 16;
    private static final int STEPS = 32;

    private final int most;
    private volatile int now;

    BatchSize(int most) {
        this.most = most;
        this.now = most;
    }

    /** Any thread. */
    int now() {
        return now;
    }

    void halve() {
        now = Math.min(most, Math.max(LEAST, now / 2));
    }

    void grow() {
        now = Math.min(most, now + Math.max(1, most / STEPS));
    }
}
