package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The venue's keep-alive: it sends a {@code test_request} about every interval and ends a session that does not answer
 * (Deribit API v2, {@code public/set_heartbeat}). A busy connection gets no {@code heartbeat} messages, so only test
 * requests count. When {@value #MISSED} intervals bring none, one round trip decides whether the venue is still there.
 */
final class Heartbeat {

    private static final int MISSED = 3;

    private final Session session;
    private final Requests requests;
    private final Duration interval;
    private @Nullable Timer silence;

    Heartbeat(Session session, Requests requests, Duration interval) {
        this.session = session;
        this.requests = requests;
        this.interval = interval;
    }

    /** Asks the venue to begin; done once it agrees. */
    Future<Void> start() {
        var params = new JsonObject().put("interval", interval.toSeconds());
        return requests.call("public/set_heartbeat", params).map(answer -> {
            listen();
            return null;
        });
    }

    void testRequested() {
        requests.tell("public/test", new JsonObject());
        listen();
    }

    private void listen() {
        if (silence != null) {
            silence.cancel();
        }
        silence = session.timers().after(interval.multipliedBy(MISSED), this::probe);
    }

    private void probe() {
        requests.call("public/test", new JsonObject()).onComplete(answer -> {
            if (answer.cause() instanceof TimeoutException) {
                session.reset(
                        FaultKind.TIMEOUT,
                        "no test_request for " + MISSED + " intervals of " + interval.toSeconds()
                                + " s, and public/test unanswered for " + Requests.TIMEOUT.toSeconds() + " s");
            } else {
                listen();
            }
        });
    }
}
