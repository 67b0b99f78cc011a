package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keep-alive of one session. Deribit API v2, public/set_heartbeat: a {@code test_request} at the interval, which the
 * client answers with {@code public/test}, and a {@code heartbeat} when nothing else was sent; the session is closed when
 * a request stays unanswered for the interval.
 */
final class Heartbeat {

    /** The code and reason of the close frame. */
    static final short CLOSE_CODE = 4000;

    static final String CLOSE_REASON = "heartbeat close";
    static final int LEAST_SECONDS = 10;
    static final int MOST_SECONDS = 3_600;

    /** The venue sends a little later than asked for. */
    private static final Duration LATE = Duration.ofMillis(600);

    private final Timers timers;
    private final Session session;
    private final Faults faults;
    private Timers.@Nullable Timer beat;
    private Timers.@Nullable Timer deadline;

    Heartbeat(Timers timers, Session session, Faults faults) {
        this.timers = timers;
        this.session = session;
        this.faults = faults;
    }

    boolean on() {
        return beat != null;
    }

    void start(int seconds) {
        stop();
        Duration interval = Duration.ofSeconds(seconds);
        beat = timers.every(interval.plus(LATE), () -> request(interval));
    }

    void stop() {
        if (beat != null) {
            beat.cancel();
            beat = null;
        }
        answered();
    }

    /** The client has called {@code public/test}. */
    void answered() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    private void request(Duration interval) {
        if (faults.on(Fault.PONG_MISSING)) {
            return;
        }
        if (session.quiet()) {
            session.write(Rpc.heartbeat("heartbeat"));
        }
        session.write(Rpc.heartbeat("test_request"));
        if (deadline == null) {
            deadline = timers.after(interval, () -> session.close(CLOSE_CODE, CLOSE_REASON));
        }
    }
}
