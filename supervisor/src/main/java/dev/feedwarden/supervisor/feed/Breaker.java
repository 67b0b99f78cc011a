package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.Retry;
import java.time.Duration;
import java.util.Locale;

/**
 * Leaves a venue alone that has failed too often in a row, then lets one attempt decide. What has failed is an attempt that
 * did not come up, or a connection that ended without data; a connection that brought data is no failure, however it ended.
 */
final class Breaker {

    private final Retry retry;
    private State state = State.CLOSED;
    private int failures;

    Breaker(Retry retry) {
        this.retry = retry;
    }

    /** Something failed; for how long nothing should be tried because of that, zero for no time. */
    Duration failed() {
        failures++;
        boolean opens = retry.failures() > 0 && (state == State.HALF_OPEN || failures >= retry.failures());
        if (opens) {
            state = State.OPEN;
        }
        return opens ? retry.open() : Duration.ZERO;
    }

    /** An attempt begins, because the time is over or because somebody wants to know now. */
    void attempt() {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
    }

    /** Data came. */
    void data() {
        state = State.CLOSED;
        failures = 0;
    }

    State state() {
        return state;
    }

    /** From well to worst. */
    enum State {
        /** Attempts are made as usual. */
        CLOSED(0),
        /** One attempt is under way that decides. */
        HALF_OPEN(1),
        /** Nothing is tried. */
        OPEN(2);

        private final int value;

        State(int value) {
            this.value = value;
        }

        /** The value of the metric {@code feed.breaker}. */
        int value() {
            return value;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
