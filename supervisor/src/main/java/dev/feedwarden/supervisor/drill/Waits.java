package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Waiting for what other processes do, by asking again and again.
 *
 * @param nanoTime monotonic nanoseconds
 */
record Waits(LongSupplier nanoTime) {

    private static final long PAUSE_MILLIS = 50;

    /** What is waited for. A process that does not answer throws, which counts as not yet. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Waits until the condition holds; false if it does not within the limit. */
    boolean until(Duration limit, Condition condition) throws InterruptedException {
        long end = nanoTime.getAsLong() + limit.toNanos();
        while (true) {
            if (holds(condition)) {
                return true;
            }
            if (nanoTime.getAsLong() - end >= 0) {
                return false;
            }
            pause(PAUSE_MILLIS);
        }
    }

    /** Lets time pass. */
    void pass(Duration span) throws InterruptedException {
        pause(Math.max(0, span.toMillis()));
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
