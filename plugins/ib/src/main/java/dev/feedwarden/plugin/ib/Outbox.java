package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The messages of one connection that wait for their turn. Those in bulk go after the others, in their order. */
final class Outbox {

    /** A hundred contracts with four streams each, asked for and ended twice over. */
    static final int MOST = 2_000;

    private final Session session;
    private final Pacer pacer;
    private final Deque<Waiting> urgent = new ArrayDeque<>();
    private final Deque<Waiting> bulk = new ArrayDeque<>();
    private @Nullable Timer timer;

    Outbox(Session session, Pacer pacer) {
        this.session = session;
        this.pacer = pacer;
    }

    /** Sends as soon as the pace allows. */
    void send(Buffer message) {
        add(urgent, new Waiting(message, () -> {}));
    }

    /** Sends when there is room for what can wait; then does something. */
    void sendInBulk(Buffer message, Runnable sent) {
        add(bulk, new Waiting(message, sent));
    }

    /** How many messages wait. */
    int waiting() {
        return urgent.size() + bulk.size();
    }

    private void add(Deque<Waiting> queue, Waiting message) {
        if (waiting() >= MOST) {
            session.reset(FaultKind.RATE_LIMIT, "more than " + MOST + " messages wait to be sent to the gateway");
            return;
        }
        queue.add(message);
        flush();
    }

    private void flush() {
        if (timer != null) {
            return;
        }
        while (waiting() > 0) {
            boolean inBulk = urgent.isEmpty();
            long now = session.timers().nanoTime();
            long wait = pacer.waitNanos(inBulk, now);
            if (wait > 0) {
                timer = session.timers().after(Duration.ofNanos(wait), this::again);
                return;
            }
            Waiting next = inBulk ? bulk.remove() : urgent.remove();
            pacer.sent(inBulk, now);
            session.send(next.message());
            next.sent().run();
        }
    }

    private void again() {
        timer = null;
        flush();
    }

    /** A message and what is to be done once it is sent. */
    private record Waiting(Buffer message, Runnable sent) {}
}
