package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody is there: the gateway sends no heartbeat, so its time is asked for. It answers about once a second at
 * most, so there is never a second question open, and never one sooner than two seconds after the last. An answer says that
 * the socket and the gateway are alive; it says nothing of the link to IB, nor of data.
 */
final class Probe {

    /** Longer than the gateway's second. */
    static final Duration LEAST_GAP = Duration.ofSeconds(2);

    private static final int MOST_MISSES = 2;

    private final Session session;
    private final Runnable ask;
    private final Duration interval;
    private final Duration timeout;
    private @Nullable Timer open;
    private boolean asked;
    private long askedAt;
    private boolean heard;
    private int misses;

    /**
     * Not started yet.
     *
     * @param ask sends the question
     */
    Probe(Session session, Duration interval, Duration timeout, Runnable ask) {
        this.session = session;
        this.interval = interval;
        this.timeout = timeout;
        this.ask = ask;
    }

    void start() {
        session.timers().every(interval, this::question);
        question();
    }

    /** A whole frame of any kind came: the socket is not mute. */
    void heard() {
        heard = true;
    }

    /** The answer, or one that somebody else's question caused. */
    void answered(long epochSeconds) {
        if (open != null) {
            open.cancel();
            open = null;
        }
        misses = 0;
        if (epochSeconds > 0
                && epochSeconds < Instant.parse("9999-12-31T00:00:00Z").getEpochSecond()) {
            session.venueTime(Instant.ofEpochSecond(epochSeconds));
        }
    }

    private void question() {
        long now = session.timers().nanoTime();
        if (open == null && (!asked || now - askedAt >= LEAST_GAP.toNanos())) {
            asked = true;
            askedAt = now;
            heard = false;
            ask.run();
            open = session.timers().after(timeout, this::missed);
        }
    }

    private void missed() {
        open = null;
        misses = heard ? 0 : misses + 1;
        if (misses == MOST_MISSES) {
            session.reset(
                    FaultKind.TIMEOUT,
                    "the gateway is mute: " + MOST_MISSES + " requests for its time were not answered within "
                            + timeout.toSeconds() + " s each, and nothing else came");
        } else {
            question();
        }
    }
}
