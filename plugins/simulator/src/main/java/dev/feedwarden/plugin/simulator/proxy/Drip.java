package dev.feedwarden.plugin.simulator.proxy;

import dev.feedwarden.api.Timers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends what it holds one byte a second. Holds what one read from the exchange brought, and pauses the exchange while it
 * holds anything.
 */
final class Drip {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Timers timers;
    private final NetSocket client;
    private final NetSocket exchange;
    private Buffer held = Buffer.buffer();
    private int next;
    private Timers.@Nullable Timer timer;

    Drip(Timers timers, NetSocket client, NetSocket exchange) {
        this.timers = timers;
        this.client = client;
        this.exchange = exchange;
    }

    void hold(Buffer data) {
        held = held.getBuffer(next, held.length()).appendBuffer(data);
        next = 0;
        exchange.pause();
        if (timer == null) {
            timer = timers.every(PERIOD, this::drop);
        }
    }

    boolean empty() {
        return next == held.length();
    }

    /** Sends the rest at once and lets the exchange go on. */
    void flush() {
        stop();
        if (!empty()) {
            client.write(held.getBuffer(next, held.length()));
        }
        held = Buffer.buffer();
        next = 0;
        exchange.resume();
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void drop() {
        client.write(held.getBuffer(next, next + 1));
        next++;
        if (empty()) {
            flush();
        }
    }
}
