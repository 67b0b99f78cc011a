package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The venue's keep-alive is a text message, not a WebSocket ping (Bybit API v5, connect): one at once, or the venue may
 * cut the connection before the first interval is over, then one each interval. Pongs have three shapes.
 */
final class Keepalive {

    static final Duration PONG_WITHIN = Duration.ofSeconds(10);

    private static final Buffer PING = Buffer.buffer("{\"op\":\"ping\"}");

    private final Session session;
    private final Duration interval;
    private @Nullable Timer deadline;

    Keepalive(Session session, Duration interval) {
        this.session = session;
        this.interval = interval;
    }

    void start() {
        ping();
        session.timers().every(interval, this::ping);
    }

    /** {@code {"op":"pong"}}, or {@code {"op":"ping","ret_msg":"pong"}} on some of the venue's sockets. */
    static boolean isPong(JsonObject message) {
        String op = Json.text(message, "op");
        return "pong".equals(op) || ("ping".equals(op) && "pong".equals(Json.text(message, "ret_msg")));
    }

    void ponged(JsonObject pong) {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
        JsonArray args = Json.array(pong, "args");
        double millis = !args.isEmpty() && args.getValue(0) instanceof String text ? Decimal.parse(text) : Double.NaN;
        if (millis > 0 && millis < BybitFeed.LATEST_MILLIS) {
            session.venueTime(Instant.ofEpochMilli((long) millis));
        }
    }

    private void ping() {
        session.send(PING);
        if (deadline == null) {
            deadline = session.timers()
                    .after(
                            PONG_WITHIN,
                            () -> session.reset(FaultKind.TIMEOUT, "no pong within " + PONG_WITHIN.toSeconds() + " s"));
        }
    }
}
