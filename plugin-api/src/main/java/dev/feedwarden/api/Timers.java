package dev.feedwarden.api;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as something handed in. Only the program's {@code main} knows the real clock; tests jump.
 *
 * <p>Tasks run on the event loop of whoever was handed the timers, never inside the call that set them.
 */
public interface Timers {

    /** The wall clock, which may jump either way. For what is shown and stored, never to measure a duration. */
    Instant now();

    /** Monotonic nanoseconds from an arbitrary origin, as {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Runs the task once. Monotonic: a jump of the wall clock does not move it.
     *
     * @param delay zero or more; less than a millisecond counts as one
     */
    Timer after(Duration delay, Runnable task);

    /** Runs the task again and again, first after one period. A late run is not made up for. */
    Timer every(Duration period, Runnable task);

    /** A task that has been set. */
    interface Timer {

        /** Takes the task back. Does nothing once it has run. */
        void cancel();
    }
}
